import pytest

from qicao.extract import front
from qicao.extract.pattern import Hole, Words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("——在动员会上", "副标题"),
        ("（2026年9月1日）", "日期"),
        ("二〇二六年九月一日", "日期"),
        ("副市长 江远", "讲话人"),
    ],
)
def test_what_a_line_under_the_title_is(text, name):
    assert front.name(text) == name


def test_dash_and_brackets_stay():
    assert front.parts(["（2026年9月1日）"]) == (Words("（"), Hole(("2026年9月1日",), "日期"), Words("）"))
    assert front.parts(["（9月1日）", "9月2日"]) == (Hole(("（9月1日）", "9月2日"), "日期"),)
