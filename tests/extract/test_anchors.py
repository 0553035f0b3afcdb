from hypothesis import given
from hypothesis import strategies as st

from qicao.extract.anchors import shared
from qicao.extract.pattern import Hole, Option, Words
from qicao.extract.words import Bits, words


def parts(*texts):
    return shared([None if text is None else words(text) for text in texts], Bits([t for t in texts if t]))


def said(parts, at):
    """Return what a pattern says for one text."""
    told = ""
    for part in parts:
        match part:
            case Words(text):
                told += text
            case Hole(values):
                told += values[at] or ""
            case Option(inner, present):
                told += said(inner, at) if present[at] else ""
    return told


def test_what_all_share_stays_and_what_differs_is_a_hole():
    found = parts("截至三月底，全县共修渠120公里。", "截至五月中旬，全县共修渠86公里。")
    assert [part.text for part in found if isinstance(part, Words)] == ["截至", "，全县共修渠", "公里。"]
    assert [part.values for part in found if isinstance(part, Hole)][-1] == ("120", "86")


def test_a_word_that_chance_would_share_does_not_part_a_value():
    found = parts("仓容要早腾，烘干机要早修，路要早通。", "护林员要上岗，卡口要有人。")
    assert all(isinstance(part, Hole) or part.text in "。" for part in found)


def test_what_only_some_say_is_an_option():
    found = parts(
        "刚才大家讲得很好。根据市里调度会精神，就春灌工作讲三点意见。",
        "刚才大家讲得很好。就秋收工作讲三点意见。",
        "刚才大家讲得很好。根据省里视频会精神，就冬修工作讲三点意见。",
        "刚才大家讲得很好。根据市里现场会精神，就造林工作讲三点意见。",
    )
    options = [part for part in found if isinstance(part, Option)]
    assert [option.present for option in options] == [(True, False, True, True)]
    assert options[0].parts[0] == Words("根据")


def test_equal_texts_have_no_holes():
    assert parts("要早安排、早动手。", "要早安排、早动手。") == (Words("要早安排、早动手。"),)


PIECES = st.lists(
    st.sampled_from(
        ["全县", "要", "，", "。", "修渠", "12", "公里", "一是", "水利站", "：", "、", "a", "早"]
    ),
    max_size=14,
).map("".join)


@given(st.lists(PIECES, min_size=1, max_size=5))
def test_each_text_comes_back(texts):
    found = parts(*texts)
    assert [said(found, at) for at in range(len(texts))] == texts
