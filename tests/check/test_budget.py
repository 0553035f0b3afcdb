import json

import pytest

from drafts import ROOT
from qicao import brief as briefs
from qicao import fill, forms, manifest, schema
from qicao.check.budget import budget
from qicao.lint.length import Budget
from qicao.revise import revise
from qicao.template import load

PARAM = "会议: {type: text, example: 推进会}"
BODY = "同志们：\n今天开{{ 会议 }}。\n"


@pytest.mark.parametrize(
    ("brief", "wanted", "bad"),
    [
        ("会议: 例会\n", None, []),
        ("会议: 例会\n时长:\n", None, []),
        ("会议: 例会\n时长: 15分钟\n", Budget(15), []),
        ("时长: {全文: 15分钟, 开场: 2分钟}\n", Budget(15, (("开场", 2),)), []),
        ("会议: 例会\n时长: 很久\n", Budget(), [(2, 5)]),
        ("时长:\n  一: 5分钟\n  二: 久\n", Budget(None, (("一", 5),)), [(3, 6)]),
        ("时长: [15分钟]\n", None, [(1, 5)]),
    ],
)
def test_a_brief_gives_its_speech_a_time(make, brief, wanted, bad):
    template = make(PARAM, BODY)
    read, found = budget(briefs.read(template, brief, "提纲.yaml").given, template.params)
    assert read == wanted
    assert [(one.span.line, one.span.column) for one in found] == bad


def test_a_parameter_of_that_name_is_taken_where_it_reads_as_a_time(make):
    template = make("时长: {type: text, example: 15分钟}", "同志们：\n今天的会开{{ 时长 }}。\n")
    for said, wanted in (("20分钟", Budget(20)), ("一上午", None)):
        assert budget(briefs.read(template, f"时长: {said}\n", "a.yaml").given, template.params) == (
            wanted,
            (),
        )


def test_a_draft_knows_the_time_it_was_given():
    template = load(ROOT / "templates/campus-briefing.md")
    text = "模板: campus-briefing\n标题: 讲话\n时长: {全文: 8分钟, 一: 2分钟}\n"
    document = fill.draft(briefs.read(template, text, "例会.yaml"))
    assert json.loads(document.source.given)["时长"] == {"全文": "8分钟", "一": "2分钟"}
    given = manifest.nodes(document.source.given)
    assert budget(given, template.params)[0] == Budget(8, (("一", 2),))
    again = forms.brief(template, given=given)
    assert budget(briefs.read(template, again, "a.yaml").given, template.params)[0] == Budget(8, (("一", 2),))
    values = briefs.read(template, "标题: 新的讲话\n", "b.yaml").given
    assert "时长: {全文: 8分钟, 一: 2分钟}" in revise(text, values)


def test_the_schema_has_the_key():
    assert "时长" in schema.schema(load(ROOT / "templates/campus-briefing.md"))["properties"]
