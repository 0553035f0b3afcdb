import pytest

from drafts import ROOT, SLUGS
from qicao import brief as briefs
from qicao import fill, forms
from qicao.check.consistency import consistency
from qicao.check.page import Page
from qicao.template import load

PARAMS = """标题: {type: text, example: 在推进会上的讲话}
日期: {type: date, example: 2026-09-01}
讲话人: {type: text, example: 副市长 江远, default: ''}
参会人数: {type: number, example: 120, default: ''}
整改率: {type: number, example: 98.7, default: ''}
投资总额: {type: text, example: 1.2亿元, default: ''}
启动时间: {type: date, example: 2026-10-08, default: ''}
形势: {type: paragraphs, example: 形势很好。, default: ''}
任务: {type: list, default: [], of: {牵头: {type: text, example: 县教育局}, 做法: {type: paragraphs, example: 抓紧。}}}"""
BODY = """{{ 标题 }}
（{{ 日期 }}）
{{ 讲话人 }}
同志们：
{{ 形势 | 句 }}到会{{ 参会人数 }}人，整改率{{ 整改率 }}%，投资{{ 投资总额 }}，{{ 启动时间 }}开始。
{% for 项 in 任务 %}
一是由{{ 项.牵头 }}牵头。{{ 项.做法 | 句 }}
{% endfor %}
"""
HEAD = "标题: 在全市安全生产工作推进会上的讲话\n日期: 2026-09-01\n讲话人: 副市长 江远\n"


def found(make, brief, body=BODY):
    one = briefs.read(make(PARAMS, body), HEAD + brief, "提纲.yaml")
    return [
        (p.code, p.span.line, p.span.column)
        for p in consistency(one, fill.draft(one), Page(one.path, HEAD + brief))
    ]


@pytest.mark.parametrize(
    ("brief", "wanted"),
    [
        ("参会人数: 120\n形势: 今天参会人数150人。\n", [("value-differs", 5, 11)]),
        ("参会人数: 120\n形势: 今天的会参会人数达150人，规模不小。\n", [("value-differs", 5, 14)]),
        ("参会人数: 120\n形势: 今天的会参会人数共有1,200人。\n", [("value-differs", 5, 15)]),
        ("整改率: 98.7\n形势: 整改率达到97.8%。\n", [("value-differs", 5, 10)]),
        ("投资总额: 1.2亿元\n形势: 投资总额为1.5亿元。\n", [("value-differs", 5, 10)]),
        ("启动时间: 2026-10-08\n形势: 启动时间为10月18日。\n", [("value-differs", 5, 10)]),
        ("形势: 今天是9月2日，开学第二天。\n", [("value-differs", 4, 8)]),
        ("形势: 刚才，副市长江源讲了意见。\n", [("two-names", 4, 11)]),
        ("形势: '刚才，副市长江源讲了意见。'\n", [("two-names", 4, 12)]),
        ("形势: >-\n  今天开会。\n\n  刚才，副市长江源讲了意见。\n", [("two-names", 7, 9)]),
        ("形势: |\n  参会人数120人。\n  今天参会人数150人。\n参会人数: 120\n", [("value-differs", 6, 9)]),
        ("形势: 江源副市长还要讲话。\n", [("two-names", 4, 5)]),
        ("任务:\n  - {牵头: 县住房城乡建设局, 做法: 抓紧。}\n  - {牵头: 县住建局, 做法: 抓紧。}\n", [("two-names", 6, 10)]),
        ("形势: 学习《全市安全生产专项整治方案》。\n任务:\n  - {牵头: 县教育局, 做法: 落实《全市安全生产专项治理方案》。}\n", [("two-names", 6, 23)]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told_at_its_place_in_the_brief(make, brief, wanted):
    assert found(make, brief) == wanted


@pytest.mark.parametrize(
    "brief",
    [
        "参会人数: 120\n形势: 今天参会人数120人。\n",
        "参会人数: 12000\n形势: 参会人数达1.2万人。\n",
        "参会人数: 1,200\n形势: 参会人数1200人。\n",
        "参会人数: 120\n形势: 去年参会人数150人，今年少了。\n",
        "参会人数: 120\n形势: 参会人数由100人增加到120人，其中参会人数最多的县有15人。\n",
        "参会人数: xx\n形势: 参会人数150人。\n",
        "整改率: 98.7%\n形势: 整改率98.7%，比去年的整改率90%高。\n",
        "启动时间: 2026-10-08\n形势: 启动时间为10月8日，10月18日检查。\n",
        "形势: 今天是9月1日。9月2日召开动员会。\n",
        "形势: 刚才，副市长江远讲了意见，副县长江波作了汇报。\n",
        "形势: 县住房城乡建设局（以下简称县住建局）牵头。\n任务:\n  - {牵头: 县住建局, 做法: 抓紧。}\n",
    ],
)
def test_what_agrees_or_is_another_matter_is_left_alone(make, brief):
    assert found(make, brief) == []


def test_a_figure_in_the_words_of_the_template_is_told_at_the_value(make):
    body = BODY + "今天参会人数150人。\n"
    assert found(make, "参会人数: 120\n", body) == [("value-differs", 4, 7)]
    assert found(make, "参会人数: 150\n", body) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_briefs_that_come_along_agree_with_themselves(slug):
    template = load(ROOT / "templates" / f"{slug}.md")
    for brief in (
        briefs.load(ROOT / "drafts" / f"{slug}.yaml"),
        briefs.read(template, forms.brief(template, items=99), "例.yaml"),
    ):
        assert consistency(brief, fill.draft(brief)) == ()
