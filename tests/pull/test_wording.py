"""Words of a draft as a brief writes them."""

import pytest

from qicao.pull.wording import unfit, within, written


@pytest.fixture
def param(make):
    examples = {"date": "2026-09-01", "number": "1", "text": "'1'"}
    return lambda kind: make(f"甲: {{type: {kind}, example: {examples[kind]}}}", "").params["甲"]


@pytest.mark.parametrize(
    ("kind", "text", "was", "wanted"),
    [
        ("date", "2026年9月1日", "", "2026-09-01"),
        ("date", "9月8日", "2026-09-01", "2026-09-08"),
        ("date", "9月8日", "", "9月8日"),
        ("date", "月底", "2026-09-01", "月底"),
        ("number", "十三", "12", "13"),
        ("number", "十三", "十二", "十三"),
        ("number", "13", "12", "13"),
        ("text", "十三", "12", "十三"),
    ],
)
def test_a_value_is_written_as_a_brief_writes_it(param, kind, text, was, wanted):
    assert written(param(kind), text, was) == wanted


@pytest.mark.parametrize(
    ("kind", "text", "was", "wanted"),
    [
        ("number", "875毫", "850", "875"),
        ("number", "市57", "56", "57"),
        ("date", "2026年4月28日以", "2026-04-20", "2026-04-28"),
        ("number", "8至9", "7", ""),
        ("number", "不少", "7", ""),
        ("text", "875毫", "", ""),
    ],
)
def test_the_one_figure_in_words_is_found(param, kind, text, was, wanted):
    assert within(param(kind), text, was) == wanted


def test_what_is_no_figure_is_unfit(param):
    assert [bool(unfit(param("number"), text)) for text in ("不少", "12")] == [True, False]
