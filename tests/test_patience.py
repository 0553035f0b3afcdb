import re
import time

import pytest

from qicao.patience import patience
from qicao.problems import ProblemsFound


@pytest.mark.parametrize("work", [lambda: [None for _ in iter(int, 1)], lambda: re.match("(a*)*b", "a" * 40)])
def test_what_never_ends_ends_in_a_problem(work):
    with pytest.raises(ProblemsFound) as found, patience("a.yaml", 0.2):
        work()
    assert (found.value.problems[0].code, found.value.problems[0].span.path) == ("too-slow", "a.yaml")


def test_too_much_memory_is_a_problem():
    with pytest.raises(ProblemsFound) as found, patience("a.yaml"):
        raise MemoryError
    assert found.value.problems[0].code == "too-much-memory"


def test_what_ends_in_time_is_left_alone():
    with patience("a.yaml", 0.05):
        pass
    time.sleep(0.1)
