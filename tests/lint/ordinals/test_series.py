"""Series of ordinals: which belong together, and what is found upon them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao.lint import lint, speeches
from qicao.lint.ordinals.chains import chains
from qicao.markers import han
from qicao.readers.text import read

TITLE = "在全县工作会议上的讲话\n同志们：\n"
RULES = ("level-order", "number-gap", "mixed-series", "point-count", "item-semicolon", "heading-mark")
SERIES = [
    ("一是压实责任。一要明确分工，二要建好台账。\n二是严格考核。", [[1, 2], [1, 2]]),
    ("第一，思想要重视。一要抓学习。二要抓宣传。\n第二，措施要落实。一要抓排查。", [[1, 2], [1, 2], [1]]),
    ("问题有两个：一是不想管；二是不会管。原因有两条：一是责任不清；二是督查不严。", [[1, 2], [1, 2]]),
    ("一、二年级学生集中接送，第一时间报告。", []),
    ("一是压实责任。\n二是严格考核。\n一是搞好服务。", [[1, 2, 1]]),
    ("要抓三件事：一是压实责任。\n二是严格考核。\n三是搞好服务。", [[1, 2, 3]]),
]
CLEAN = [
    "下面，我讲三点意见。\n第一，要学习。\n第二，要工作。\n第三，要生活。\n最后，祝大家新年快乐！",
    "一、看形势\n形势逼人。\n做到以下三点：\n1.清点教材；\n2.核对名单；\n3.开好班会。\n二、抓落实\n要真抓。",
    "要做到“三个一律”：一律停工，一律停产，一律停业。",
    "成绩在全市排名第一，在全省排名第三。",
    "一、看形势\n一是要学。二是要干。三是要比。\n二、抓落实\n一是要学。二是要干。三是要比。",
    "我送大家八个字：第一是忠诚，第二是干净。",
    "要把握两个关键。一个是人，一个是钱。还有一条，就是时间。",
]


def found(text):
    return [one for one in lint(read(text)) if one.rule in RULES]


def fixed(text):
    """Return a text with all fixes of one run."""
    lines = text.split("\n")
    for one in sorted(found(text), key=lambda one: -one.start):
        if one.fix is not None:
            at = one.block.origin.line - 1
            lines[at] = lines[at][: one.start] + one.fix + lines[at][one.end :]
    return "\n".join(lines)


@pytest.mark.parametrize(("text", "numbers"), SERIES)
def test_ordinals_belong_to_series(text, numbers):
    (speech,) = speeches(read(TITLE + text))
    assert [[one.number for one in chain.members] for chain in chains(speech)] == numbers


@pytest.mark.parametrize("text", CLEAN)
def test_nothing_is_found_in_clean_words(text):
    assert found(TITLE + text) == []


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.booleans())
def test_one_run_of_fixes_is_enough(numbers, over_paragraphs):
    items = [f"{han(number)}要加强管理。" for number in numbers]
    text = TITLE + ("\n" if over_paragraphs else "").join(items)
    once = fixed(text)
    assert fixed(once) == once


def test_a_lost_heading_is_named():
    text = "一、提高认识\n要看清形势。\n扎实开展排查\n要一处不漏地查。\n三、加强领导\n要齐抓共管。"
    (one,) = found(TITLE + text)
    assert (one.code, one.fix, one.facts["lost"]) == ("number-gap.lost", None, "扎实开展排查")


def test_a_member_that_is_missing_is_not_counted_away():
    (one,) = found(TITLE + "要抓好三件事：一是压实责任；三是搞好服务。")
    assert (one.rule, one.fix) == ("number-gap", None)


TWICE = [
    "下面，我讲三点意见。\n一、看形势\n形势逼人。\n一、看形势\n形势逼人。\n二、抓落实\n要真抓。\n三、强领导\n齐抓共管。",
    "下面，我讲三点意见。\n第一，看形势。\n第一，看形势。\n第二，抓落实。\n第三，强领导。",
    "主要有三点：一要快。一要快。二要准。三要稳。",
]


@pytest.mark.parametrize("text", TWICE)
def test_what_is_there_twice_is_not_renumbered(text):
    assert [one.rule for one in lint(read(TITLE + text))] == ["repeated"]


def test_a_section_of_two_levels_may_leave_out_the_one_others_have():
    text = "一、看形势\n（一）成绩\n成绩不少。\n（二）差距\n差距不小。\n二、抓落实\n1.压责任\n层层压实。\n"
    assert [one.code for one in lint(read(TITLE + text))] == ["level-order.flat"]
    assert [one.code for one in lint(read(f"{TITLE}{text}（1）县级\n县级牵头。"))] == ["level-order.skip"]


def test_nothing_is_renumbered_past_ordinals_of_another_kind():
    text = "（一）压责任。到人。\n（二）严考核。到户。\n三是搞服务。周到。\n四是抓宣传。入心。\n五是抓督查。到边。"
    assert [(one.rule, one.fix) for one in found(TITLE + text)] == [
        ("mixed-series", "一是"),
        ("mixed-series", "二是"),
    ]
