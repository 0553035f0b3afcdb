from types import SimpleNamespace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from asking.given import normal, params, told, values
from qicao import manifest
from qicao.asking import form, writers

DIGEST = "0123456789abcdef"


def template(some):
    return SimpleNamespace(name="try", title="试", about="试一试", params=some, digest=DIGEST)


def filled(tmp_path_factory, some, data, suffix):
    path = tmp_path_factory.mktemp("form") / f"表{suffix}"
    path.write_bytes(writers.writer(path)(template(some), manifest.node_of(data)))
    return form.nodes(form.opened(path), template(some))


cases = params().flatmap(lambda some: st.tuples(st.just(some), values(some)))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(case=cases)
def test_what_is_written_into_a_form_is_read_back(tmp_path_factory, case):
    some, data = case
    for suffix in writers.WRITERS:
        node, found = filled(tmp_path_factory, some, data, suffix)
        assert found == []
        assert told(node) == normal(data), suffix
