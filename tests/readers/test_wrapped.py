"""Lines that were broken at a width are joined; lines that are paragraphs never are."""

import pytest

from drafts import ROOT
from qicao.readers.lines import lines
from qicao.readers.text import read
from qicao.readers.wrapped import joined

PROSE = (
    "今年入汛以来，全镇先后经历了五次强降雨过程，平均降雨量比常年同期偏多两成，三座小型水库一度超过汛限水位，"
    "沿河村组的干部群众昼夜巡查，没有发生一处溃口，也没有发生一起人员伤亡。",
    "但是，我们也要看到，汛期还没有过去，一些同志的思想已经松了下来，有的巡查记录是坐在屋里填的，"
    "有的沙袋库房钥匙找不到人拿，这些都是隐患。",
    "各村要把责任落到人头，夜里有人值守，雨里有人巡查，险情有人报告，一刻也不能放松。",
)
HEADS = ("一、肯定成绩，坚定信心", "二、正视问题，绷紧防汛这根弦", "三、压实责任，确保安全度汛")


def folded(text, columns, indent=""):
    """Break a text at a number of full-width characters."""
    text = indent + text
    return [text[at : at + columns] for at in range(0, len(text), columns)]


def wrapped(columns, indent="　　", blank=False):
    """Return (a speech broken at a width, its paragraphs)."""
    front = ["在全镇防汛工作会议上的讲话", "（1997年7月16日）", "", "同志们："]
    whole, broken = ["在全镇防汛工作会议上的讲话", "（1997年7月16日）", "同志们："], front
    for head, body in zip(HEADS, PROSE, strict=True):
        for text in (head, body):
            broken += folded(text, columns, indent) + ([""] if blank else [])
            whole.append(text)
    return "\n".join(broken) + "\n", whole


@pytest.mark.parametrize("columns", [22, 28, 36, 40])
@pytest.mark.parametrize(("indent", "blank"), [("　　", False), ("　　", True), ("", True), ("    ", False)])
def test_paragraphs_come_back_whole(columns, indent, blank):
    text, whole = wrapped(columns, indent, blank)
    assert [line.text for line in joined(lines(text))] == whole


def test_a_paragraph_knows_its_first_and_last_line():
    text, _ = wrapped(28)
    blocks = read(text, "a.txt").blocks
    body = next(block for block in blocks if block.text == PROSE[0])
    last = text.split("\n").index("　　" + HEADS[1])
    assert (body.origin.line, body.origin.column, body.end) == (6, 3, last)


def test_blank_lines_after_every_line_separate_nothing():
    text, whole = wrapped(28)
    assert [line.text for line in joined(lines(text.replace("\n", "\n\n")))] == whole


def test_latin_words_keep_a_space_and_chinese_has_none():
    body = [
        "　　本馆新增外文期刊二百种，其中可以公开获取的资源来自 open",
        "access 平台，读者在馆内外都能够检索、浏览和下载，馆员要会",
        "用会讲，及时解答读者提出的问题，把服务送到每一位读者的手",
    ]
    text = "\n".join([*body, "中。", *body, "中。"])
    first, second = joined(lines(text))
    assert "open access 平台" in first.text
    assert "馆员要会用会讲" in first.text
    assert first.text == second.text


def test_a_page_number_between_the_lines_stays_by_itself():
    text, whole = wrapped(28)
    found = joined(lines(text.replace("　　二、", "　　　　　　　- 2 -\n　　二、")))
    assert [line.text for line in found] == [*whole[:5], "- 2 -", *whole[5:]]


def test_text_torn_anywhere_is_mended():
    torn = "各位代表：\n一、上年工作回顾\n过去一年，全县新建农村公路一百二十公里，改造老旧小区三十个\n，新增学位\n两千四百个，群众办事平均少跑两趟，县医院新院区投入使用，\n城乡面貌有了新的变化。\n一年来，我们坚持把群众的小事当作大事来办，拿出四分之三的财\n力用在民生上，办成\n了十件实事，其中供水管网改造惠及城乡居民十万人，乡村小学的\n食堂全部翻新。\n同时也要看到，全县产业基础还不牢，财政收支矛盾还比较突出，\n干部作风还需要改进，这些\n问题要在今后的工作中认真加以解决，决不能回避和拖延，更不能\n上推下卸。\n"
    found = [line.text for line in joined(lines(torn))]
    assert found[:2] == ["各位代表：", "一、上年工作回顾"]
    assert len(found) == 5
    assert all(text.endswith("。") for text in found[2:])


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_a_line_a_paragraph_is_left_as_it_is(path):
    found = lines(path.read_text("utf-8"))
    assert joined(found) == found


@pytest.mark.parametrize(
    "text",
    [
        "讲话\n同志们：\n今天开会。\n一、甲\n抓实。\n二、乙\n抓细。\n",
        "宣誓词\n" + "我们宣誓，忠于职守，爱岗敬业，服务群众\n" * 4,
        "县运动会开幕式上的致辞\n各位运动员：\n" + "拼搏进取，永不言弃，赛出风格，赛出水平。\n" * 6,
        "\n".join(f"{n}、要把第{n}件事办好，有计划，有检查，有结果，有台账" for n in "一二三四五六"),
    ],
)
def test_short_lines_are_not_taken_for_a_page(text):
    found = lines(text)
    assert joined(found) == found
