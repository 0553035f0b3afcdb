import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafts import CHARACTERS, ROOT, SLUGS
from qicao import brief, forms, template
from qicao.declarations import examples
from qicao.located import Mapping, Scalar, Sequence

TEMPLATES = [template.load(ROOT / "templates" / f"{slug}.md") for slug in SLUGS]


def shown(node, items=2):
    """Return an example as data, its lists cut to two."""
    match node:
        case Sequence():
            return [shown(item) for item in node.items[:items]]
        case Mapping():
            return {key.text: shown(value) for key, value in node.entries}
        case Scalar():
            return node.text.rstrip("\n")
    return ""


@pytest.mark.parametrize("one", TEMPLATES, ids=SLUGS)
def test_a_new_brief_holds_every_example_and_says_what_it_is(one):
    text = forms.brief(one)
    data = yaml.load(text, Loader=yaml.BaseLoader)
    assert data.pop("模板") == one.name
    assert list(data) == list(one.params)
    for name, param in one.params.items():
        example = shown(examples(param), max(2, param.min))

        def same(given, wanted):
            if isinstance(wanted, dict):
                return all(same(given[key], value) for key, value in wanted.items())
            if isinstance(wanted, list):
                return len(given) == len(wanted) and all(map(same, given, wanted))
            return given.rstrip("\n") == wanted

        assert same(data[name], example), name
        assert f"# {param.about}" in text
    read = brief.read(one, text, "新.yaml")
    assert [p.code for p in read.warnings] == ["example-left"]


@pytest.mark.parametrize("text", ["3", "12", "六", "2026-09-01", "全县粮食工作会"])
def test_what_needs_no_quotes_has_none(text):
    assert forms.quoted(text) == text


def test_a_new_brief_is_pleasant_to_fill_in(golden):
    golden("new-city-dispatch.yaml", forms.brief(template.load(ROOT / "templates/city-dispatch.md")))


def test_long_values_are_blocks_and_only_the_first_item_is_explained(make):
    params = (
        "甲: {type: paragraphs, example: "
        + "长" * 200
        + "}\n乙: {type: list, about: 几条, min: 3, of: {丙: {type: text, about: 说明, example: 一}}}\n丁: {type: choice, choices: [一, 二], default: 一}\n戊: {type: list, of: text, default: []}\n"
    )
    text = forms.brief(make(params, "{{ 甲 }}{{ 乙 | 几 }}{{ 丁 }}{{ 戊 | 几 }}\n"))
    assert f"甲: |\n  {'长' * 200}\n" in text
    assert text.count("# 说明") == 1
    assert text.count("- 丙: 一") == 3
    assert "# 可选 一、二；可以不填\n丁: 一\n" in text
    assert "戊: []" in text


@given(st.text(CHARACTERS))
def test_any_text_can_stand_in_a_brief(text):
    assert yaml.load(f"a: {forms.quoted(text)}\n", Loader=yaml.BaseLoader)["a"] == text
