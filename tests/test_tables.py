"""The patterns of the data files."""

import re

import pytest

from qicao.patience import patience
from qicao.tables import DATA, table

UNITS = (
    "同志们、", "、同志", "职工、居民、", "各位", "（一）", "一是", "篇1", "1.", "：", "，", "。", "、", "“", "（", "好", "县", " ", "　", "第一，", "月", "a", "http://a",
)  # fmt: skip


def patterns(node, path=()):
    """Yield (where, pattern) of every pattern in a table."""
    if isinstance(node, str):
        return
    if hasattr(node, "items"):
        for key, value in node.items():
            if key == "pattern":
                yield "/".join(path), value
            yield from patterns(value, (*path, key))
    elif isinstance(node, tuple):
        for number, value in enumerate(node):
            yield from patterns(value, (*path, str(number)))


PATTERNS = [
    pytest.param(pattern, id=f"{name}/{where}")
    for name in ("formulas", "frames", "names")
    for where, pattern in patterns(table(name))
]


def test_every_table_can_be_read():
    for path in DATA.glob("*.yaml"):
        assert table(path.stem)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_text_makes_a_pattern_run_away(pattern):
    compiled = re.compile(pattern)
    for unit in UNITS:
        for end in ("", "。", "！x"):
            with patience(unit, 2):
                compiled.search(unit * (3000 // len(unit)) + end)
