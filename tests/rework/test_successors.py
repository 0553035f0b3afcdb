"""Whether a paragraph has become that of another item."""

import pytest

from qicao.document import Block, Field, Text
from qicao.rework.successors import is_another


def item(*texts, path="要求.2"):
    return Block("body", (Text("一是"), *(Field(text, f"{path}.{at}") for at, text in enumerate(texts))))


@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        (("守牢桥墩", "4月1日", "27"), ("疏浚码头", "6月15日", "6249"), True),
        (("守牢桥墩", "4月1日", "27"), ("疏浚码头", "4月1日", "6249"), False),
        (("守牢桥墩", "4月1日", "27"), ("守牢桥墩和茶园", "6月15日", "30"), False),
        (("47", "3.5"), ("52", "4.1"), False),
        ((), (), False),
    ],
)
def test_a_paragraph_is_that_of_another_item_where_no_value_stays(was, now, wanted):
    assert is_another(item(*was), item(*now)) == wanted


def test_a_value_that_is_no_item_s_may_be_written_anew():
    assert not is_another(
        Block("body", (Field("雨水偏少", "形势"),)), Block("body", (Field("全年丰收", "形势"),))
    )
