import pytest

from qicao import located
from qicao.check.switches import Switches, nearest, read, switched, turned_off
from qicao.problems import ProblemsFound, Span, problem


def switches(text):
    return read(located.read("qicao.yaml", text)[0])


def test_levels_and_the_rate_are_read():
    made = switches("off: [half-width, rare-character]\nerror: placeholder\nrate: 200\n")
    assert made.off == {"half-width", "rare-character"}
    assert made.rate == 200
    found = problem("placeholder", Span("a", 1, 1), words="xx")
    assert made.of(found).severity == "error"
    assert made.of(problem("half-width", Span("a", 1, 1), words=",", new="，")) is None


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        ("off: [half-widht]", "unknown-rule", 1, "是不是“half-width”？"),
        ("of: [half-width]", "unknown-setting", 1, "是不是“off”？"),
        ("rate: 快", "bad-rate", 1, "一般是 150 到 200，如 rate: 180"),
        (
            "- half-width",
            "check-not-keys",
            1,
            "可以写：off、suggest、warning、error、rate，如 off: [rare-character]",
        ),
    ],
)
def test_mistakes_are_told_with_what_to_do(text, code, line, hint):
    with pytest.raises(ProblemsFound) as raised:
        switches(text)
    (one,) = raised.value.problems
    assert (one.code, one.span.line, one.hint) == (code, line, hint)


def test_the_command_line_knows_its_rules():
    assert turned_off(["half-width"]).off == {"half-width"}
    for name in ("half", "date.weekday"):
        with pytest.raises(ProblemsFound):
            turned_off([name])


def test_the_nearest_file_decides(tmp_path):
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    (tmp_path / "qicao.yaml").write_text("check: {off: [repeated]}\n", "utf-8")
    assert nearest(inner / "稿.txt").off == {"repeated"}
    (tmp_path / "a/pyproject.toml").write_text('[tool.qicao.check]\noff = ["range-mark"]\n', "utf-8")
    assert nearest(inner / "稿.txt").off == {"range-mark"}
    (inner / "pyproject.toml").write_text("[project]\n", "utf-8")  # it says nothing of check
    assert nearest(inner / "稿.txt").off == {"range-mark"}


def test_what_is_decided_later_wins():
    made = Switches((("a", "off"),), 200).also(Switches((("a", "error"),)))
    assert dict(made.levels) == {"a": "error"}
    assert made.rate == 200
    assert made.also(switches("rate: 180")).rate == 180


def test_comments_turn_rules_off_for_a_line_or_the_next():
    text = (
        "标题: 甲,乙  # qicao: off half-width\n"
        "# qicao：off\n"
        "正文: 丙,丁\n"
        "{# qicao: off ellipsis, repeated #}\n"
        "一、戊...\n"
        "己 <!-- qicao: off double-mark -->\n"
    )
    assert switched(text) == {
        1: {"half-width"},
        3: frozenset(),
        5: {"ellipsis", "repeated"},
        6: {"double-mark"},
    }
    assert switched("qicao 是一个程序") == {}


def test_of_two_comments_for_a_line_both_count():
    one, two, every = "# qicao: off half-width\n", "# qicao: off ellipsis\n", "# qicao: off\n"
    assert switched(one + two + "甲") == {3: {"half-width", "ellipsis"}}
    assert switched(one + "甲  # qicao: off ellipsis") == {2: {"half-width", "ellipsis"}}
    for text in (one + every, every + one):
        assert switched(text + "甲") == {3: frozenset()}
    assert switched(one + "甲  # qicao: off") == {2: frozenset()}


@pytest.mark.parametrize("text", ["tool = 1\n", "[tool]\nqicao = 1\n", "[tool.other]\ncheck = 1\n"])
def test_a_toml_file_of_others_decides_nothing(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert nearest(tmp_path / "稿.txt") == Switches()


def test_a_misspelt_root_is_told(tmp_path):
    (tmp_path / "qicao.yaml").write_text("chekc: {off: [repeated]}\n", "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        nearest(tmp_path / "稿.txt")
    assert [(one.code, one.hint) for one in raised.value.problems] == [("unknown-setting", "是不是“check”？")]
