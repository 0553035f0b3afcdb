"""Which text has become which: paragraphs of speeches that were edited, the truth being known."""

import random

import pytest

from drafts import ENDLESS, ROOT, SLUGS, example
from qicao.align import align, alike, changes, gathered, likeness, sentences
from qicao.merge.weave import laid
from qicao.patience import patience
from qicao.readers import read
from qicao.tokens import split

SPEECHES = sorted((ROOT / "seeds").glob("*.txt"))
FOREIGN = (
    "这项工作市里已经列入年度督查，九月份逐县过一遍。", "请分管的同志会后留一下，把场地的事定下来。", "山塘、闸门、泵站，一处一处过筛子。",
    "老百姓关心的无非是路好不好走、水好不好喝。", "各单位要指定一名联络员，名单周五前报上来。", "关于经费，财政已经有了安排，不再另行行文。",
    "三、把作风立起来", "（三）守好最后一公里", "再强调一遍纪律。",
)  # fmt: skip


def speeches():
    """Yield the paragraphs of each speech."""
    for path in SPEECHES:
        yield [block.text for block in read(path)[0].blocks]
    for slug in SLUGS:
        yield [block.text for block in example(slug).blocks]


# -- edits of which the truth is known: a row is (text, the place it comes from or None)


def edited(texts, dice, share):
    """Return (texts after edits of about this share of them, {old: new} as it truly is)."""
    rows = [(text, at) for at, text in enumerate(texts)]
    for _ in range(max(1, round(share * len(rows)))):
        at = dice.randrange(len(rows))
        dice.choice((_figures, _figures, _reworded, _reworded, _shortened, _lengthened, _rewritten, _added, _deleted, _moved, _swapped, _copied))(rows, at, dice)  # fmt: skip
    truth = {}
    for j, (_, i) in enumerate(rows):
        if i is not None:
            truth.setdefault(i, j)
    return [text for text, _ in rows], truth


def _figures(rows, at, dice):
    text, origin = rows[at]
    rows[at] = "".join(str(dice.randint(0, 9)) if char.isdigit() else char for char in text), origin


def _reworded(rows, at, dice):
    text, origin = rows[at]
    parts = split(text)
    words = [dice.choice(["抓实", "全面", "", "把"]) if dice.random() < 0.15 else one for one in parts]
    rows[at] = "".join(words) or text, origin


def _shortened(rows, at, dice):
    text, origin = rows[at]
    parts = sentences(text)
    if len(parts) > 1:
        del parts[dice.randrange(len(parts))]
    rows[at] = "".join(parts), origin


def _lengthened(rows, at, dice):
    text, origin = rows[at]
    rows[at] = text + dice.choice(FOREIGN), origin


def _rewritten(rows, at, dice):
    rows[at] = dice.choice(FOREIGN) + str(at), rows[at][1]


def _added(rows, at, dice):
    rows.insert(at, (dice.choice(FOREIGN), None))


def _deleted(rows, at, dice):
    if len(rows) > 1:
        del rows[at]


def _moved(rows, at, dice):
    row = rows.pop(at)
    rows.insert(dice.randrange(len(rows) + 1), row)


def _swapped(rows, at, dice):
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]


def _copied(rows, at, dice):
    rows.insert(dice.randrange(at + 1, len(rows) + 1), (rows[at][0], None))


def marks(texts, truth, dice, wrong=0.1):
    """Return the pairs that marks suggest, some of them carried to a wrong paragraph, some lost."""
    known = [(i, j) for i, j in truth.items() if dice.random() < 0.9]
    return [(i, dice.randrange(len(texts))) if dice.random() < wrong else (i, j) for i, j in known]


def measured(share, hinted, rounds=6):
    """Return (precision, recall) over all speeches; a pair of equal texts is a true one."""
    right = found = there = 0
    for number, texts in enumerate(speeches()):
        for turn in range(rounds):
            dice = random.Random(f"{number} {turn} {share}")  # noqa: S311
            new, truth = edited(texts, dice, share)
            pairs = align(texts, new, marks(new, truth, dice) if hinted else ())
            right += sum(truth.get(i) == j or texts[i] == new[j] for i, j in pairs.items())
            found += len(pairs)
            there += len(truth)
    return right / found, right / there


@pytest.mark.parametrize(
    ("share", "hinted", "precision", "recall"),
    [(0.1, False, 0.99, 0.99), (0.6, False, 0.98, 0.95), (0.6, True, 0.98, 0.95)],
)
def test_paragraphs_of_speeches_find_what_they_have_become(share, hinted, precision, recall):
    found = measured(share, hinted, rounds=3)
    assert found[0] >= precision
    assert found[1] >= recall


def test_equal_texts_come_before_marks():
    assert align(["甲乡蓄水。", "乙乡清渠。"], ["乙乡清渠。", "甲乡蓄水。"], [(0, 0), (1, 1)]) == {0: 1, 1: 0}


def test_repeated_texts_go_with_their_neighbours():
    old = ["一、春耕", "责任单位：县农业农村局", "二、防汛", "责任单位：县农业农村局"]
    assert align(old, [*old[2:], *old[:2]]) == {0: 2, 1: 3, 2: 0, 3: 1}


def test_a_mark_counts_where_the_texts_are_a_little_alike():
    old, new = ["水源蓄好，渠道疏通。", "农资备足。"], ["把种子备好。", "渠道疏通要快。", "散会。"]
    assert align(old, new, [(0, 1)])[0] == 1
    assert 0 not in align(old, new, [(0, 2)])
    assert align(old, new, [(0, 9), (-1, 0)]) == align(old, new)


def test_what_is_left_alone_between_neighbours_is_a_pair():
    assert align(["同志们：", "春耕在即。", "散会。"], ["同志们：", "水患无情！", "散会。"])[1] == 1
    assert align(["春耕在即。"], ["水患无情！"]) == {0: 0}
    assert align(["春耕在即。", "甲"], ["水患无情！", "山火无情！", "甲"]) == {1: 2}


def test_blank_texts_are_paired_as_equals_only():
    assert align(["", "甲乡蓄水。"], ["乙乡清渠。", ""]) == {0: 1}
    assert likeness("", "") == likeness(" ", "甲") == 0


@pytest.mark.parametrize(
    ("text", "nearer", "farther"),
    [
        ("同志们：", "各位同志：", "散会。"),
        ("一季度完成12亿元。", "一季度完成15亿元。", "二季度完成19亿元。"),
        ("水库要腾库，渠道要疏通。", "水库要腾库，渠道要疏通。请各乡镇抓紧。", "水库的事下次再说。"),
        ("全县有2座水库。", "全县有14座水库。", "全县有2条渠道。"),
    ],
)
def test_one_text_is_more_like_another(text, nearer, farther):
    assert likeness(text, nearer) > likeness(text, farther)
    assert likeness(text, nearer) == likeness(nearer, text)
    assert likeness(text, text) == 1


def test_a_part_of_a_long_text_is_like_it_and_a_few_words_are_not():
    long = "".join(FOREIGN)
    assert likeness(FOREIGN[0] + FOREIGN[3], long) > 0.5
    assert likeness("同志们：", "同志们，" + long) < 0.25


def test_texts_known_by_likeness_alone_need_enough_of_it():
    old, new = ["水库要在清明前完成腾库。"], ["水库要在谷雨前完成腾库。", "散会。"]
    assert alike(old, new, 0.5) == {0: 0}
    assert alike(old, ["散会。"], 0.5) == {}


def test_split_and_joined_paragraphs_are_told():
    one, other, third = "甲县改造十二户，进度较快。", "乙县改造三十户，进度一般。", "丙县还没有动静。"
    old, new = ["同志们：", one + other, third], ["同志们：", one, other, third]
    assert gathered(old, new, align(old, new)) == (((1,), (1, 2)),)
    assert gathered(new, old, align(new, old)) == (((1, 2), (1,)),)
    copied = ["同志们：", one + other, one + other, third]
    assert gathered(old, copied, align(old, copied)) == ()
    apart = ["同志们：", one, third, other]
    assert gathered(old, apart, align(old, apart)) == ()


@pytest.mark.parametrize(
    "parts",
    [
        ["投入3.5亿元。", "他说：“好！”", "（干！）", "一是快；", "二是好"],
        ["第一句……", "第二句？！", "\n", "第三句。\v", "第四句。"],
        ["。", "\n", "\n", "……”", "甲"],
        [],
    ],
)
def test_a_text_is_cut_into_sentences(parts):
    assert sentences("".join(parts)) == parts


def test_changes_of_tokens_are_small():
    assert changes(split("完成47个村"), split("完成52个村")) == [(2, 3, ("52",))]
    assert changes(split("甲乙"), split("甲乙")) == []
    assert changes(split("甲甲"), split("甲甲甲")) == [(2, 2, ("甲",))]


@pytest.mark.parametrize(
    ("kept", "drawn", "ranks", "expected"),
    [
        ("abc", "axbc", None, "axbc"),
        ("ampc", "axc", {"m": 6, "p": 2, "x": 6}, "amxpc"),
        ("ampc", "axc", {"m": 6, "p": 2, "x": 1}, "ampxc"),
        ("bc", "axbc", None, "axbc"),
        ("amc", "adxc", None, "amxc"),
        ("", "axy", None, "axy"),
    ],
)
def test_what_only_one_has_goes_behind_its_predecessor(kept, drawn, ranks, expected):
    assert "".join(laid(kept, drawn, set("axy"), ranks)) == expected


@pytest.mark.parametrize("uniform", [True, False])
def test_five_thousand_shuffled_paragraphs_are_found_again(uniform):
    dice = random.Random(1)  # noqa: S311
    words = "".join(FOREIGN)

    def line(at):
        return f"第{at % 7}组" if uniform else "".join(dice.choice(words) for _ in range(80))

    old = [line(at) for at in range(5000)]
    new = [text[:-3] + dice.choice(words) for text in old]
    dice.shuffle(new)
    with patience("align", ENDLESS):
        pairs = align(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert uniform or len(pairs) > 4900


def test_alike_paragraphs_are_not_paired_across_headings_that_stand_where_they_stood():
    old = ["（一）急救", "主讲骆敏，3课时，讲完就练。", "（二）针灸", "主讲裴清秋，1课时，讲完就练。", "（三）推拿", "主讲晏青禾，7课时，讲完就练。"]  # fmt: skip
    new = ["（一）急救", "主讲倪青禾，1课时，讲完就练。", "（二）针灸", "众所周知，，裴清秋1，事实就是如此。", "（三）推拿", "主讲宓光，7课时，讲完就练。"]  # fmt: skip
    assert align(old, new) == {at: at for at in range(6)}
    moved = [*old[::2], *old[1::2]]
    assert align(old, moved) == {0: 0, 1: 3, 2: 1, 3: 4, 4: 2, 5: 5}


def test_a_lone_paragraph_is_not_one_with_what_has_come_of_its_neighbour():
    old = [
        "今年完成47个村的改造，投入3.5亿元。让我们把田种好！",
        "各部门要配合。",
        "有的单位行动迟缓，有的单位还在观望。",
    ]
    new = [
        "今年完成47个村的改造，投入3.5亿元。",
        "让我们把田种好！",
        "各部门要配合。有的单位行动迟缓，有的单位还在观望。",
    ]
    assert align(old, new) == {0: 0, 2: 2}
