"""The real seed speeches: what is wrong in them is found at its place, what adds up is left alone."""

from collections import Counter

import pytest

from drafts import ROOT
from qicao.check import check

SEEDS = ROOT.parent / "shared/seeds/epidemic-speeches.txt"
pytestmark = pytest.mark.skipif(not SEEDS.is_file(), reason=f"{SEEDS} is not here: the real speeches")


@pytest.fixture(scope="module")
def text():
    return SEEDS.read_text("utf-8")


def found(text, tmp_path):
    path = tmp_path / "seeds.txt"
    path.write_text(text, "utf-8")
    return check(path).problems


def test_the_fifth_has_lost_a_heading_a_series_and_a_full_stop(text, tmp_path):
    places = {(one.code, one.span.line): one for one in found(text, tmp_path)}
    assert "扎实开展好春节" in places["number-gap", 161].hint
    assert places["number-gap", 161].fix is None
    assert places["mixed-series", 169].fix == "要"
    assert places["item-semicolon", 141].fix == "。"
    assert {code for code, line in places if 131 < line < 175} - {"half-width", "placeholder", "salutation-mark"} == {
        "number-gap", "mixed-series", "item-semicolon", "adjacent-quotes"
    }  # fmt: skip


def test_gaps_are_found_wherever_they_stand(text, tmp_path):
    told = Counter(one.span.line for one in found(text, tmp_path) if one.code == "placeholder")
    lines = text.split("\n")
    assert told == {99: 1, 101: 3, 125: 3, 127: 1, 135: 5, 161: 1, 163: 1, 169: 2, 183: 1, 191: 8}
    assert all("x" in lines[line - 1].lower() for line in told)


def test_half_width_marks_are_found_and_put_right(text, tmp_path):
    told = [one for one in found(text, tmp_path) if one.fix is not None]
    wide = sum(text.count(mark) for mark in ",;:!?()")
    assert len(told) > 0.95 * wide
    assert {one.code for one in told} == {"half-width", "salutation-mark", "mixed-series", "item-semicolon"}


def test_what_adds_up_is_left_alone(text, tmp_path):
    assert [one for one in found(text, tmp_path) if one.code in ("arithmetic", "date", "point-count")] == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("报告病例53例", "报告病例54例", 47),
        ("确诊病例28例", "确诊病例27例", 47),
        ("疑似病例25例", "疑似病例35例", 47),
        ("阿坝6市", "阿坝5市", 47),
        ("11台,使用", "12台,使用", 193),
        ("仅有5台", "仅有4台", 193),
        ("另外6台正在", "另外8台正在", 193),
        ("三个方面:一是", "四个方面:一是", 141),
        ("讲三点意见", "讲四点意见", 103),
        ("强调三点", "强调两点", 13),
    ],
)
def test_what_does_not_is_told_at_its_line(text, tmp_path, old, new, line):
    assert text.count(old) >= 1
    told = found(text.replace(old, new, 1), tmp_path)
    assert line in [one.span.line for one in told if one.code in ("arithmetic", "point-count")]
