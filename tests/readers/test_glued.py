"""Speeches that have lost their line breaks are parted where a series proves it, and nowhere else."""

from qicao.readers.text import read

BODY = "各单位要对照清单逐项检查，发现问题当场整改，一时改不了的要有防范措施。检查结果三天之内报办公室，由办公室汇总通报。"
ONE = (
    "同志们：今天召开全市老旧电梯改造工作会议，主要任务是部署下半年工作。下面，我讲三点意见。"
    f"一、提高认识。{BODY}二、突出重点。{BODY}一是摸底。逐台登记。二是更新。先急后缓。三、加强领导。{BODY}"
    "同志们，电梯连着千家万户，让我们把这件实事办好！"
)


def texts(text):
    return [block.text for block in read(text).blocks]


def test_a_speech_on_one_line():
    found = texts("在会上的讲话\n" + ONE + "\n")
    assert found[:3] == [
        "在会上的讲话",
        "同志们：",
        "今天召开全市老旧电梯改造工作会议，主要任务是部署下半年工作。",
    ]
    assert [text for text in found if text[1] == "、"] == [
        "一、提高认识。",
        "二、突出重点。",
        "三、加强领导。",
    ]
    assert found[-1].startswith("同志们，电梯")
    assert "".join(found) == "在会上的讲话" + ONE


def test_indents_left_in_one_line_are_paragraphs():
    text = "　　".join(
        [
            "各位同事：",
            "今天是质量月的第一天，大家都很忙，我长话短说。" + BODY,
            "质量是干出来的，" + BODY,
            "谢谢大家！",
        ]
    )
    assert texts(text) == text.split("　　")


def test_headings_glued_to_the_paragraphs_around_them():
    found = texts(
        "讲话\n同志们：\n今天开会。下面讲三点。一、抓早\n早动手。\n二、抓小。小事不小。三、抓实\n不走过场。\n"
    )
    assert found[2:] == [
        "今天开会。下面讲三点。",
        "一、抓早",
        "早动手。",
        "二、抓小。小事不小。",
        "三、抓实",
        "不走过场。",
    ]


def test_every_piece_has_its_place():
    blocks = read(
        "讲话\n同志们：\n今天开会。下面讲两点。一、抓早\n早动手。\n二、抓实\n不走过场。\n", "a.txt"
    ).blocks
    assert [str(block.origin) for block in blocks[2:4]] == ["a.txt:3:1", "a.txt:3:12"]


def test_a_list_inside_a_paragraph_stays_there():
    text = (
        "讲话\n同志们：\n会议有三项议程：一、通报情况；二、交流发言；三、部署任务。大家要认真听、认真记。"
        + BODY * 3
        + "\n一、抓早\n早动手。\n"
    )
    assert len(texts(text)) == 5
    assert len(texts("甲。\n" + BODY * 4 + "今年要办三件事。一、修路。二、架桥。三、通水。\n")) == 2
    assert len(texts("甲。\n" + BODY * 5 + "，一、二年级和二、三产业不在此列。\n")) == 2


def test_an_escaped_paragraph_stays_whole():
    assert len(texts("\\" + ONE)) == 1
