import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao import tokens

LETTERS = st.text("甲乙丙丁12ab，。", max_size=30)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("截至3月25日", "截|至|3|月|25|日"),
        ("增长8.4%，新签1,260份", "增|长|8.4|%|，|新|签|1,260|份"),
        ("GB/T 9704和A4纸", "GB|/|T| |9704|和|A|4|纸"),
        ("３０名", "３０|名"),
        ("", ""),
    ],
)
def test_figures_and_latin_words_are_whole(text, wanted):
    assert "|".join(tokens.split(text)) == wanted


@given(LETTERS)
def test_tokens_make_up_their_text(text):
    pieces = tokens.split(text)
    assert "".join(pieces) == text
    assert tokens.offsets(pieces)[-1] == len(text)


@pytest.mark.parametrize(("text", "at"), [("共147个", 2), ("8.4亿", 1), ("8.4亿", 2), ("ABC", 1)])
def test_a_token_is_not_parted(text, at):
    assert not tokens.parts_at(text, at)
    assert tokens.parts_at(text, 0)
    assert tokens.parts_at(text, len(text))


def shown(old, new):
    """Return old with what was not kept in brackets."""
    found, _ = tokens.match(tuple(old), tuple(new))
    return "".join(char if place >= 0 else f"[{char}]" for char, place in zip(old, found, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("今天召开全市大会", "今天召开全县大会", "今天召开全[市]大会"),
        ("今天召开大会", "今天召开全市大会", "今天召开大会"),
        ("各部门要落实责任", "责任要落实", "[各][部][门]要落实[责][任]"),
        # a single character that both have is no sign of kinship
        ("一要认真谋划的事", "二说具体的路", "[一][要][认][真][谋][划][的][事]"),
    ],
)
def test_what_stands_in_both_is_kept(old, new, wanted):
    assert shown(old, new) == wanted


@given(LETTERS, LETTERS)
def test_what_is_kept_is_the_same_and_in_order(old, new):
    old, new = tokens.split(old), tokens.split(new)
    found, loose = tokens.match(old, new, range(0, len(old) + 1, 3), range(3))
    places = [place for place in found if place >= 0]
    assert places == sorted(set(places))
    assert all(new[place] == token for token, place in zip(old, found, strict=True) if place >= 0)
    assert all(0 <= at <= len(old) and 0 <= low < high <= len(new) for at, (low, high) in loose.items())


def test_a_deletion_ends_where_a_run_does():
    runs = [
        ("刚才，", True),
        ("市公安局", False),
        ("、", True),
        ("市财政局", False),
        ("、", True),
        ("市教育局", False),
    ]
    made = tokens.align(runs, "刚才，市公安局、市教育局")
    assert [made.intact(at) for at in (1, 3, 5)] == [True, False, True]
    assert made.place(5) == (8, 12)


def test_an_insertion_may_stand_in_several_places():
    made = tokens.align(
        [("由", True), ("市教育局", False), ("、", True), ("市财政局", False)],
        "由市教育局、市民政局、市财政局",
    )
    for at, step, place in ((1, 1, (5, 10)), (3, -1, (6, 11))):
        edge = made.edge(at, step)
        assert (edge.low, edge.high) == place
        assert edge.outer
        assert edge.inner


def test_words_between_values_are_found_where_they_fit_in_one_way():
    runs = [("由", True), ("市教育局", False), ("和", True), ("妇联", False), ("牵头", True)]
    made = tokens.align(runs, "由县医院和工会牵头")
    assert made.intact(2)
    assert made.place(2) == (4, 5)
    assert not tokens.align(runs, "由县医院和学校和工会牵头").intact(2)
