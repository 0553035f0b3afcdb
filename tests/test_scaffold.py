import pytest
import yaml

from qicao import brief as briefs
from qicao import check, fill, forms, template
from qicao.params import READERS
from qicao.problems import ProblemsFound
from qicao.scaffold import scaffold, slug


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "水利推进会.md"
    path.write_text(scaffold("水利推进会", "水利: 推进会 #1"), "utf-8")
    return path


def test_a_new_template_has_nothing_to_mend(made):
    assert check.check(made).problems == ()
    assert template.load(made).title == "水利: 推进会 #1"


def test_it_drafts_its_example_at_once_without_a_gap(made):
    one = template.load(made)
    brief = forms.brief(one)
    assert yaml.safe_load(brief)["模板"] == "水利推进会"
    document = fill.fill(one, briefs.read(one, brief, "提纲.yaml").values)
    assert document.gaps == ()
    assert "下面，我讲两点意见。" in document.text
    assert "二是抓质量。" in document.text


def test_it_shows_every_type_and_teaches_by_comments(made):
    def types(params):
        return {kind for one in params.values() for kind in (one.type, *types(one.fields()))}

    assert types(template.load(made).params) == set(READERS)
    text = made.read_text("utf-8")
    front, body = text.split("\n---\n", 1)
    assert front.count("\n  # ") >= 6
    assert body.count("{#") >= 5
    assert "{#" not in fill.fill(template.load(made), briefs.read(template.load(made), "", "b").values).text


@pytest.mark.parametrize("name", ["工作推进会", "work-meeting", "2026年推进会", "a.b", "é"])
def test_a_name_that_any_computer_takes_is_kept(name):
    assert slug(name) == name
    assert slug(f"{name}.md") == name


def test_a_name_is_composed():
    assert slug("e\u0301") == "é"


@pytest.mark.parametrize(
    ("name", "code", "plain"),
    [
        ("", "name-empty", ""),
        ("..", "name-empty", ""),
        ("___", "name-empty", ""),
        ("_part", "name-is-part", "part"),
        ("NUL", "name-device", ""),
        ("com1.txt", "name-device", ""),
        ("a/b", "name-not-file", "a-b"),
        ("..\\x", "name-not-file", "x"),
        ("会议：推进?", "name-not-file", "会议：推进"),
        ("工作 推进会", "name-not-file", "工作-推进会"),
        ("工作\u3000推进会", "name-not-file", "工作-推进会"),
        ("尾点.", "name-not-file", "尾点"),
        ("隐\u200b形", "name-not-file", ""),
        ("长" * 61, "name-too-long", ""),
    ],
)
def test_a_name_that_some_computer_refuses_is_refused_with_another(name, code, plain):
    with pytest.raises(ProblemsFound) as found:
        slug(name)
    (one,) = found.value.problems
    assert one.code == code
    assert plain in one.hint
