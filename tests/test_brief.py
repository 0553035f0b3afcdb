import pytest

from drafts import ROOT
from qicao import brief, load
from qicao.problems import ProblemsFound


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, name="提纲.yaml", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path.name

    return write


def found(path, **known):
    with pytest.raises(ProblemsFound) as error:
        load(path, **known)
    return [(p.code, p.span.line, p.span.column) for p in error.value.problems], error.value.problems


SHORT = "模板: campus-briefing\n标题: 讲话\n形势: 好。\n要求:\n  - 要点: 重视\n    正文: 抓实。\n"


@pytest.mark.parametrize(
    "line",
    [
        "模板: campus-briefing",
        "template: campus-briefing",
        "模板: 校园工作部署讲话",
        "模板: 'campus-briefing'  # 校园",
    ],
)
def test_a_brief_names_its_template_by_name_or_title(written, line):
    assert load(written(SHORT.replace("模板: campus-briefing", line))).template.name == "campus-briefing"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read_with_a_warning(written, encoding):
    one = load(written(SHORT, encoding=encoding))
    assert [p.code for p in one.warnings] == ["encoding"]
    assert one.values["标题"] == "讲话"


def test_ten_mistakes_in_one_run(written):
    text = """模板：city-dispatch
称呼:同志们
会义: 多出来的
工作: 冰雪: 保畅
标题: "在全市会议上的讲话
日期: 2026-02-30
\t讲话人: 副市长
汇报单位: 市交通局
汇报评价: 很好
汇报评价: 又写一次
数据:
  - 数量: 三百多
    单位：处
    名称: 点
    备注: 无
认识:
  标题: 一
  正问: 二
责任: 无
结尾: *号召*
"""
    wanted = [
        ("fullwidth-colon", 1, 3, "改成英文冒号加一个空格：模板: "),
        ("colon-space", 2, 3, "冒号后面加一个空格：称呼: "),
        ("unknown-key", 3, 1, "这里可以写：标题、"),
        ("yaml-second-colon", 4, 7, "文字里的冒号请用全角“：”"),
        ("yaml-open-quote", 5, 5, "在这段文字的末尾补上同样的英文引号"),
        ("no-such-date", 6, 5, "请核对月份和日子"),
        ("tab", 7, 1, "改用两个空格一级"),
        ("not-list", 8, 7, "行首写“- ”"),
        ("duplicate-key", 10, 1, "删去其中一处"),
        ("not-number", 12, 9, "只写数字"),
        ("fullwidth-colon", 13, 7, "单位: "),
        ("unknown-key", 15, 5, "这里可以写：数量、单位、名称"),
        ("unknown-key", 18, 3, "是不是“正文”？"),
        ("not-keys", 19, 5, "下一行缩进两个空格"),
        ("yaml-quote", 20, 5, "英文单引号"),
    ]
    codes, problems = found(written(text))
    assert codes == [row[:3] for row in wanted]
    assert all(row[3] in p.hint for row, p in zip(wanted, problems, strict=True))
    assert {p.span.path for p in problems} == {"提纲.yaml"}


def test_a_brief_without_a_template_is_told_which_fits(written):
    codes, (one,) = found(written("要求: []\n形势: 好\n"))
    assert codes == [("no-template", 1, 1)]
    assert "模板: campus-briefing" in one.hint
    assert found(written("模板: campus-brefing\n"))[0] == [("no-such-template", 1, 5)]
    assert found(written("- 甲\n- 乙\n"))[0] == [("no-template", 1, 1)]
    assert found(written(""))[0] == [("no-template", 1, 1)]


def test_a_broken_template_is_told_through_the_brief(written, tmp_path):
    (tmp_path / "t.md").write_text("---\ntitle: 甲\n---\n{{ 会义 }}\n", "utf-8")
    codes, problems = found(written("模板: t.md\n"))
    assert codes == [("unknown-name", 4, 4)]
    assert problems[0].span.path == "t.md"


def test_values_of_the_command_line(written):
    path = written(SHORT)
    one = load(
        path, sets=["标题=另一个", "要求.1.要点=一", "要求.2.要点=二", "要求.2.正文=文。", "日期=2026-09-01"]
    )
    assert one.values["标题"] == "另一个"
    assert [item.fields["要点"] for item in one.values["要求"]] == ["一", "二"]
    assert one.values["日期"] == "2026年9月1日"
    assert (
        load(written("模板: city-dispatch\n认识:\n"), sets=["认识.标题=甲=乙"]).values["认识"].fields["标题"]
        == "甲=乙"
    )
    path = written(SHORT)
    for text, code in [
        ("标题", "bad-set"),
        ("要求.5.要点=一", "bad-set-path"),
        ("要求.要点=一", "bad-set-path"),
        ("1=一", "bad-set-path"),
        ("标题.1=一", "bad-set-path"),
        ("会义=一", "unknown-key"),
        ("日期=明天", "not-date"),
        ("标题=\ud800", "character"),
    ]:
        assert [row[0] for row in found(path, sets=[text])[0]] == [code], text


def test_the_command_line_may_choose_the_template(written):
    assert load(written(SHORT), sets=["标题=甲"]).template.name == "campus-briefing"
    codes, _ = found(written(SHORT), sets=["模板=public-appeal"])
    assert ("unknown-key", 3, 1) in codes


def test_a_control_character_is_found_wherever_it_comes_in(written):
    for text in ("形势=甲\x03乙", "标题=甲\x01", "要求.1.正文=\ud800"):
        assert [code for code, *_ in found(written(SHORT), sets=[text])[0]] == ["character"]


def test_examples_left_in_a_brief_are_named(written):
    text = SHORT.replace("标题: 讲话", "标题: 在9月份校园工作例会上的讲话")
    (one,) = load(written(text)).warnings
    assert (one.code, one.message) == ("example-left", "有 1 处还是模板里的例子，没有改过：标题")


def test_the_full_briefs_are_read_without_a_word():
    for path in sorted((ROOT / "drafts").glob("*.yaml")):
        assert brief.load(path).warnings == (), path
