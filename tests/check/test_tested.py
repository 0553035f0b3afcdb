"""Templates tested: defects are caught with the smallest brief, sound ones are silent, coverage is honest."""

import pytest

from drafts import ROOT
from qicao import brief as briefs
from qicao import fill
from qicao.check.trials import samples
from qicao.check.trials.smallest import brief, smallest
from qicao.check.trials.tested import expectations, test
from qicao.manifest import bare

test.__test__ = False  # it is what is tested

OWN = ROOT / "tests/data/templates"
MEETING = "会议: {type: text, example: 全县安全生产工作推进会}"
FORM = MEETING + "\n形式: {type: choice, choices: [现场, 视频], example: 现场}"
BASIS = MEETING + "\n依据: {type: text, example: 全市电视电话会议精神, default: ''}"
POINTS = (
    MEETING
    + "\n要求: {type: list, min: 2, of: {要点: {type: text}, 内容: {type: paragraphs}}, example: [{要点: 压实责任, 内容: 层层签状。}, {要点: 排查隐患, 内容: 月底前查完。}]}"
)
OPEN = "同志们：\n今天召开{{ 会议 }}。\n"

# what is wrong, parameters, body, code, text at its line, the smallest brief that shows it ("" for the example)
DEFECTS = [
    ("a seam", BASIS, OPEN + "根据{{ 依据 }}，抓好落实。\n", "trial-seam", "根据{{", "模板: try\n依据: ''\n"),
    ("a fixed number", POINTS, OPEN + "我讲两点意见。\n{% for 条 in 要求 %}\n一是{{ 条.要点 }}。{{ 条.内容 }}\n{% endfor %}\n", "fixed-count", "两点意见", "模板: try\n要求:\n  - {}\n  - {}\n  - {}\n"),
    ("a fixed number that is wrong in the example", POINTS, OPEN + "我讲三点意见。\n{% for 条 in 要求 %}\n一是{{ 条.要点 }}。{{ 条.内容 }}\n{% endfor %}\n", "point-count", "三点意见", ""),
    ("a choice that leaves two marks", FORM, OPEN.replace("。", "，{% if 形式 == '现场' %}先看现场{% endif %}。"), "trial-marks", "先看现场", "模板: try\n形式: 视频\n"),
    ("a flag that leaves empty quotes", MEETING + "\n演练: {type: flag, example: 是}", OPEN + "主题是“{% if 演练 %}练为战{% endif %}”。\n", "trial-pair", "练为战", "模板: try\n演练: 否\n"),
    ("half-width marks in a branch the example does not take", FORM, OPEN + "{% if 形式 == '视频' %}请各分会场,认真听。{% endif %}\n", "half-width", "请各分会场", "模板: try\n形式: 视频\n"),
    ("a value that is no longer known", MEETING + "\n单位: {type: text, example: 县教育局}", OPEN + "刚才，{{ 单位 | join('、') }}作了汇报。\n", "lost-origin", "| join", ""),
    ("an example that cannot be drafted", MEETING + "\n面积: {type: number, example: 3.5}", OPEN + "共{{ 面积 | 汉字 }}亩。\n", "example-fails", "| 汉字", ""),
    ("a figure that may be left out and is counted", MEETING + "\n点数: {type: number, example: 3, default: ''}", OPEN + "办好{{ 点数 | 汉字 }}件事。\n", "trial-fails", "| 汉字", "模板: try\n点数: ''\n"),
    ("a tag that is never closed", MEETING, OPEN + "{% if 会议 %}好。\n", "unclosed-block", "{% if 会议", ""),
]  # fmt: skip


def codes(tested):
    return [one.problem.code for one in tested.failures]


@pytest.mark.parametrize(
    ("params", "body", "code", "text", "shown"),
    [case[1:] for case in DEFECTS],
    ids=[case[0] for case in DEFECTS],
)
def test_a_defect_is_caught_with_the_smallest_brief_that_shows_it(written, params, body, code, text, shown):
    path = written(params, body)
    tested = test(path)
    assert codes(tested) == [code]
    (one,) = tested.failures
    lines = path.read_text("utf-8").split("\n")
    assert text in lines[one.problem.span.line - 1]
    assert one.brief == shown


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return written(params, body, name): the path of a template in the project one stands in."""
    monkeypatch.chdir(tmp_path)

    def write(params, body, name="try"):
        (tmp_path / "templates").mkdir(exist_ok=True)
        indented = "".join(f"  {line}\n" for line in params.split("\n"))
        path = tmp_path / f"templates/{name}.md"
        path.write_text(f"---\ntitle: 试\nparams:\n{indented}---\n{body}", "utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "templates").glob("[!_]*.md")), *sorted(OWN.glob("*.md"))],
    ids=lambda path: path.stem,
)
def test_templates_that_are_used_fail_in_no_case_and_are_reached_in_full(path):
    tested = test(path)
    assert tested.failures == []
    assert tested.coverage.missed == ()
    assert tested.tried > 8
    assert 0 < tested.read <= tested.given + tested.tried
    assert 0 < tested.coverage.count("given") <= len(tested.coverage.points)


def test_lists_are_tried_with_none_one_two_ten_and_eleven_items():
    from qicao import template

    params = template.load(ROOT / "templates/campus-briefing.md").params
    counts = {len(one.data["要求"]) for one in samples.trials(params, set()) if one.kind == "count"}
    assert {1, 2, 10, 11} <= counts
    longest = next(one for one in samples.trials(params, set()) if one.kind == "long")
    assert len(longest.data["要求"][0]["要点"]) > 100


def test_what_nothing_reaches_is_told_with_the_reason(written):
    body = (
        OPEN
        + "{% if 形式 == '书面' %}\n请书面反馈。\n{% elif 形式 == '视频' %}\n请分会场记录。\n{% endif %}\n"
    )
    tested = test(written(FORM, body))
    (missed,) = tested.coverage.missed
    assert missed.text == "{% if 形式 == '书面' %}"
    assert missed.span.line == 9
    assert missed.why.startswith("“形式”没有“书面”这个选项")
    assert tested.failures == []
    # the two choices, the if that nobody reaches, the elif, and neither of them
    assert (len(tested.coverage.points), tested.coverage.percent) == (5, 80)


def test_both_sides_of_an_if_and_an_empty_loop_count_even_where_nothing_is_written(written):
    params = MEETING + "\n单位: {type: list, of: text, default: [], example: [县教育局]}"
    body = OPEN + "{% if 单位 %}{% for 个 in 单位 %}{{ 个 }}作了汇报。{% endfor %}{% endif %}\n"
    texts = [(one.text, one.reached) for one in test(written(params, body)).coverage.points]
    assert ("{% if 单位 %}", "given") in texts
    assert ("{% if 单位 %} 不成立时", "tried") in texts
    assert ("“单位”：空着", "tried") in texts
    assert not any(text.startswith("{% for") and "没有" in text for text, _ in texts)  # the if rules it out


def test_a_rare_branch_is_reached_by_a_brief_made_for_it(written):
    params = FORM + "\n人数: {type: number, example: 120}"
    body = OPEN + "到会{{ 人数 }}人。{% if 人数 > 500 and 形式 == '视频' %}人多，请有序离场。{% endif %}\n"
    assert test(written(params, body)).coverage.percent == 100


def test_briefs_beside_and_in_drafts_are_run_and_reach(written, tmp_path):
    path = written(FORM, OPEN + "{% if 形式 == '视频' %}请分会场记录。{% endif %}\n")
    before = test(path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/甲.yaml").write_text("模板: try\n会议: 甲会\n形式: 视频\n", "utf-8")
    (tmp_path / "drafts/别人.yaml").write_text("模板: campus-briefing\n", "utf-8")
    (tmp_path / "drafts/坏了.yaml").write_text("模板: [\n", "utf-8")
    (tmp_path / "templates/try.去年.yaml").write_text("模板: try.md\n会议: 乙会\n", "utf-8")
    after = test(path)
    assert (before.given, after.given) == (1, 3)
    assert after.coverage.count("given") > before.coverage.count("given")
    assert after.failures == []


def test_a_brief_that_no_longer_fits_fails_at_its_line(written, tmp_path):
    path = written(FORM, OPEN + "{% if 形式 == '视频' %}请分会场记录。{% endif %}\n")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/甲.yaml").write_text("模板: try\n会议: 甲会\n形式: 电话\n", "utf-8")
    (one,) = test(path).failures
    assert (one.problem.code, one.problem.span.path, one.problem.span.line) == (
        "not-choice",
        "drafts/甲.yaml",
        3,
    )


def test_a_draft_is_compared_with_what_is_expected_of_it(written, tmp_path):
    path = written(MEETING, OPEN)
    begun = test(path)
    assert [one.there for one in begun.expected] == [False]
    for file, data in expectations(begun).items():
        file.write_bytes(data)
    assert (tmp_path / "templates/try.expected.txt").read_text(
        "utf-8"
    ) == "同志们：\n今天召开全县安全生产工作推进会。\n"
    assert test(path).failures == []
    path = written(MEETING, OPEN.replace("今天召开", "今天，我们召开"))
    tested = test(path)
    assert codes(tested) == ["expected-differs"]
    assert tested.expected[0].lines == ("~ 2  今天{+，我们+}召开全县安全生产工作推进会。",)
    for file, data in expectations(tested).items():
        file.write_bytes(data)
    assert test(path).failures == []


def test_what_a_failing_template_says_is_not_accepted(written):
    tested = test(written(BASIS, OPEN + "根据{{ 依据 }}，抓好落实。\n"))
    assert expectations(tested) == {}


def test_what_was_switched_off_is_not_told(written):
    path = written(BASIS, OPEN + "根据{{ 依据 }}，抓好落实。{# qicao: off trial-seam #}\n")
    assert test(path).failures == []


def test_the_smallest_brief_shows_the_same_when_a_person_writes_it(written, tmp_path):
    from qicao import template

    path = written(
        BASIS + "\n备注: {type: text, example: 会后留下, default: ''}",
        OPEN + "根据{{ 依据 }}，抓好落实。{{ 备注 }}\n",
    )
    (one,) = test(path).failures
    known = briefs.read(template.load(path), one.brief, "提纲.yaml")
    assert "根据，抓好落实。" in fill.draft(known).text


def test_the_smallest_is_found_by_leaving_out():
    data = {"甲": "一", "乙": ["1", "2", "3", "4"], "丙": {"丁": "x", "戊": [{"己": "y", "庚": "z"}] * 3}}
    assert smallest(data, lambda one: len(one.get("乙", ())) >= 2) == {"乙": ["1", "2"]}
    deep = smallest(data, lambda one: any(item.get("庚") for item in one.get("丙", {}).get("戊", ())))
    assert deep == {"丙": {"戊": [{"庚": "z"}]}}
    assert smallest(data, lambda one: False) == data


@pytest.mark.parametrize(
    "data",
    [
        {"甲": "一", "乙": None, "丙": "", "丁": []},
        {"甲": [{"乙": "x", "丙": ["1", "2"]}, {"乙": "：#'"}], "丁": {"戊": {"己": "两\n行"}}},
        {"甲": [["1"], []], "否": "007"},
    ],
)
def test_a_brief_is_written_as_it_is_read(data):
    from qicao import located

    node, problems = located.read("b", brief("try", data))
    assert problems == []
    assert bare(node) == {"模板": "try"} | data
