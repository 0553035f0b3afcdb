"""Two versions of one template: each change alone is told, and nothing else is."""

import pytest

from drafts import ROOT
from qicao import template as templates
from qicao.problems import ProblemsFound
from qicao.versions import versions

FRONT = {
    "会议": "{type: text, about: 会议全称, example: 全县工作推进会}",
    "依据": "{type: text, about: 根据什么文件, default: '', example: 县委全会精神}",
    "形式": "{type: choice, about: 怎么开, choices: [现场, 视频], example: 现场}",
    "要求": "{type: list, about: 逐条要求, min: 2, of: {要点: {type: text, about: 一句话}, 内容: {type: paragraphs, about: 展开}}, "
    "example: [{要点: 压实责任, 内容: 层层签状。}, {要点: 排查隐患, 内容: 月底前查完。}]}",
}
BODY = """同志们：
今天召开{{ 会议 }}。{% if 依据 %}根据{{ 依据 }}，{% endif %}我讲{{ 要求 | 几 }}点意见。{% if 形式 == '视频' %}请各分会场记录。{% endif %}
{% for 条 in 要求 %}
一是{{ 条.要点 }}。{{ 条.内容 }}
{% endfor %}
"""


def write(path, front, body=BODY):
    path.parent.mkdir(parents=True, exist_ok=True)
    params = "".join(f"  {name}: {declared}\n" for name, declared in front.items())
    path.write_text(f"---\ntitle: 试\nparams:\n{params}---\n{body}", "utf-8")
    return templates.load(path)


@pytest.fixture
def compared(tmp_path, monkeypatch):
    """Return compared(front, body, *briefs): what is different between the usual version and this one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()

    def compare(front=FRONT, body=BODY, *paths):
        old = write(tmp_path / "old/templates/try.md", FRONT)
        return versions(old, write(tmp_path / "templates/try.md", front, body), paths)

    return compare


def told(found):
    return [(one.kind, one.path, one.was, one.now) for one in found.declared]


def swapped(old, new, declared=None):
    return {
        new if name == old else name: declared or given if name == old else given
        for name, given in FRONT.items()
    }


def test_the_same_is_not_different(compared):
    found = compared()
    assert (found.declared, found.affected) == ((), ())
    assert [one.lines for one in found.spoken] == [()]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("[!_]*.md")), ids=lambda path: path.stem)
def test_a_template_is_no_other_than_itself(path):
    one = templates.load(path)
    found = versions(one, one)
    assert (found.declared, found.affected, found.spoken[0].lines) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "declared", "wanted"),
    [
        ("会议", "{type: text, about: 会议全称, default: 推进会, example: 全县工作推进会}", ("required", "会议", "必填", "可以不填")),
        ("会议", "{type: text, about: 会议的名称, example: 全县工作推进会}", ("about", "会议", "会议全称", "会议的名称")),
        ("依据", "{type: text, about: 根据什么文件, default: 上级部署, example: 县委全会精神}", ("default", "依据", "—", "上级部署")),
        ("依据", "{type: paragraphs, about: 根据什么文件, default: '', example: 县委全会精神}", ("type", "依据", "text", "paragraphs")),
        ("形式", "{type: choice, about: 怎么开, choices: [现场, 视频, 电话], example: 现场}", ("choices", "形式", "现场、视频", "现场、视频、电话")),
        ("要求", FRONT["要求"].replace("min: 2", "min: 1"), ("min", "要求", "2", "1")),
        ("要求", FRONT["要求"].replace("min: 2", "min: 2, max: 5"), ("max", "要求", "—", "5")),
        ("要求", FRONT["要求"].replace("要点: {type: text, about: 一句话}", "要点: {type: text, about: 一句话, default: 抓落实}"), ("required", "要求.要点", "必填", "可以不填")),
        ("要求", FRONT["要求"].replace("of: {", "of: {牵头: {type: text, default: ''}, "), ("added", "要求.牵头", "", "text，可以不填")),
    ],
)  # fmt: skip
def test_what_is_asked_otherwise_is_told(compared, name, declared, wanted):
    assert told(compared(swapped(name, name, declared))) == [wanted]


def test_a_new_and_a_gone_parameter_are_told_as_such(compared):
    front = {name: one for name, one in FRONT.items() if name != "形式"} | {
        "人数": "{type: number, about: 到会多少人, example: 120}"
    }
    body = BODY.replace("{% if 形式 == '视频' %}请各分会场记录。{% endif %}", "到会{{ 人数 }}人。")
    found = compared(front, body)
    assert told(found) == [
        ("removed", "形式", "choice，必填", ""),
        ("added", "人数", "", "number，必填"),
    ]
    assert found.spoken[0].lines == ("~ 2  …县委全会精神，我讲两点意见。{+到会120人。+}",)


@pytest.mark.parametrize(
    ("old", "new", "declared"),
    [
        ("依据", "文件", None),  # by its meaning, its place, its example
        ("依据", "根据", FRONT["依据"].replace("根据什么文件", "依据的文件、精神")),
        ("要求", "意见", None),
    ],
)
def test_a_renamed_parameter_is_known(compared, old, new, declared):
    body = BODY.replace(f" {old} ", f" {new} ")
    found = compared(swapped(old, new, declared), body)
    assert told(found)[0] == ("renamed", old, old, new)
    assert not {one.kind for one in found.declared} & {"added", "removed"}
    assert found.spoken[0].lines == ()  # the same values stand in both


def test_a_field_of_a_list_that_was_renamed_takes_its_values_along(compared):
    front = swapped("要求", "要求", FRONT["要求"].replace("要点:", "标题:"))
    found = compared(front, BODY.replace("条.要点", "条.标题"))
    assert told(found) == [("renamed", "要求.要点", "要点", "标题")]
    assert found.spoken[0].lines == ()


def test_another_parameter_at_another_place_is_no_rename(compared):
    front = {"落款": "{type: text, about: 谁来落款, example: 县政府办公室}"} | {
        name: one for name, one in FRONT.items() if name != "依据"
    }
    body = BODY.replace("{% if 依据 %}根据{{ 依据 }}，{% endif %}", "") + "{{ 落款 }}\n"
    assert [one[0] for one in told(compared(front, body))] == ["removed", "added"]


def test_words_are_compared_by_the_newer_example(compared):
    front = swapped("会议", "会议", "{type: text, about: 会议全称, example: 全市调度会}")
    found = compared(front, BODY.replace("今天召开", "今天我们召开"))
    assert found.declared == ()
    assert found.spoken[0].lines == ("~ 2  今天{+我们+}召开全市调度会。根据县委全会…",)


def test_briefs_are_drafted_by_both_under_the_names_of_either(compared, tmp_path):
    values = "会议: 全县春耕会\n依据: 一号文件\n形式: 现场\n要求:\n  - {NAME: 抓水, 内容: 蓄好水。}\n  - {NAME: 抓肥, 内容: 备好肥。}\n"
    for number, name in enumerate(("要点", "标题")):
        (tmp_path / f"{number}.yaml").write_text("模板: try\n" + values.replace("NAME", name), "utf-8")
    front = swapped("要求", "要求", FRONT["要求"].replace("要点:", "标题:"))
    body = BODY.replace("条.要点", "条.标题").replace("同志们", "各位同志")
    found = compared(front, body, tmp_path / "0.yaml", tmp_path / "1.yaml")
    assert [one.lines for one in found.spoken] == [("~ 1  {+各位+}同志[-们-]：",)] * 2
    assert [one.problems for one in found.spoken] == [(), ()]


def test_a_broken_brief_is_told_and_not_compared_as_far_as_it_goes(compared, tmp_path):
    (tmp_path / "甲.yaml").write_text("模板: try\n会议: 甲会\n会议: 乙会\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        compared(FRONT, BODY, "甲.yaml")
    assert [(one.code, one.span.line) for one in found.value.problems] == [("duplicate-key", 3)]


def test_briefs_that_have_to_follow_are_named(compared, tmp_path):
    given = "模板: try\n会议: 甲会\n依据: 乙\n形式: 现场\n要求:\n  - {要点: 抓水, 内容: 蓄好水。}\n  - {要点: 抓肥, 内容: 备好肥。}\n"
    (tmp_path / "drafts/甲.yaml").write_text(given, "utf-8")
    (tmp_path / "drafts/别的.yaml").write_text("模板: campus-briefing\n", "utf-8")
    front = swapped("依据", "文件") | {"期限": "{type: date, about: 什么时候完成, example: 2026-12-01}"}
    body = BODY.replace(" 依据 ", " 文件 ") + "{{ 期限 }}前完成。\n"
    (one,) = compared(front, body).affected
    assert str(one.path) == "drafts/甲.yaml"
    assert [(said.code, said.span.line, said.hint) for said in one.problems] == [
        ("unknown-key", 3, "大概改名为“文件”了")
    ]
    (tmp_path / "drafts/甲.yaml").write_text(given.replace("依据: 乙\n", ""), "utf-8")
    (one,) = compared(front, body).affected
    assert [gap.path for gap in one.gaps] == ["期限"]
