"""Amounts: number, scale, unit, and whether it is meant exactly."""

import pytest

from qicao.lint.arithmetic.quantities import misprinted, quantities

CASES = (
    ("共53例", [("53", 53, "例", True)]),
    ("投入1,286万元", [("1286", 12860000, "元", True)]),
    ("选聘5.24万名", [("5.24", 52400, "人", True)]),
    ("总投资4.7亿元", [("4.7", 470000000, "元", True)]),
    ("三个乡镇、十六人", [("三", 3, "个", True), ("十六", 16, "人", True)]),
    ("提高1.8个百分点，增长12%", [("1.8", 1.8, "个百分点", True), ("12", 12, "%", True)]),
    (
        "约50户、60余户、70户左右、不少于80户",
        [("50", 50, "户", False), ("60", 60, "户", False), ("70", 70, "户", False), ("80", 80, "户", False)],
    ),
    ("第3次会议、一个目标、统一部署、9月1日", []),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_amounts_are_read(text, expected):
    assert [(one.number, float(one.value), one.unit, one.exact) for one in quantities(text)] == expected


def test_an_amount_of_each_thing_is_told_from_one_of_all():
    assert [one.each for one in quantities("每站2人，12个乡镇各1支，共86人")] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "value", "may"),
    [("53例", 58, True), ("53例", 35, True), ("53例", 47, False), ("53例", 153, False), ("十二个", 9, True)],
)
def test_one_digit_may_be_another(text, value, may):
    (one,) = quantities(text)
    assert misprinted(one, value) is may
