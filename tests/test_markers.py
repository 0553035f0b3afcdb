import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao import markers

EXAMPLES = [(text, head) for kind in markers.kinds() for text, head in kind.examples]


@pytest.mark.parametrize(("text", "head"), EXAMPLES)
def test_the_examples_of_the_table(text, head):
    found = markers.at_head(text)
    assert (found.text if found else "") == head


@pytest.mark.parametrize("kind", markers.kinds(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("number", range(1, 100))
def test_what_is_written_is_recognised(kind, number):
    for form in kind.forms:
        found = markers.at_head(markers.write(kind, number, form) + "压实责任")
        assert found.number == number
        # 第四， of the series 首先， 其次， is read as one of 第一，
        assert found.kind == kind or (kind.words and number > len(kind.words))


@given(st.integers(1, 9999))
def test_numerals_read_back(number):
    assert markers.value(markers.han(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十")],
)
def test_numerals_as_they_are_said(number, text):
    assert markers.han(number) == text


def test_other_numerals():
    assert markers.value("两") == 2
    assert markers.value("15") == 15
    assert markers.value("二〇") == 20 or markers.value("二〇") == 0  # a year, not an amount


def test_ordinals_inside_a_paragraph():
    text = (
        "主要有三个方面：一是认识不够；二是措施不实。三是督查不严。不怕一万，第一时间赶到。首先，要统一思想。"
    )
    assert [(m.text, m.start) for m in markers.inside(text)] == [
        (word, text.index(word)) for word in ("一是", "二是", "三是", "首先，")
    ]


def test_words_come_first_then_numbers_and_a_last_word_stays():
    kind = next(kind for kind in markers.kinds() if kind.words)
    assert [markers.write(kind, n) for n in range(1, 6)] == ["首先，", "其次，", "再次，", "第四，", "第五，"]
    assert markers.write(kind, 7, kind.last) == "最后，"
