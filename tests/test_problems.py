import pytest

from qicao.problems import Problem, ProblemsFound, Span, catalogue, language, problem, render, say, width


def test_a_problem_shows_its_line_its_place_and_what_to_do():
    found = problem("unknown-key", Span("brief.yaml", 4, 1, 2), name="会义", guess="会议")
    assert render(found, "会义: 全市秋季校园安全工作推进会") == (
        "brief.yaml:4:1: error[unknown-key]: 没有“会义”这个参数\n"
        "  4 | 会义: 全市秋季校园安全工作推进会\n"
        "    | ^^^^\n"
        "  hint: 是不是“会议”？"
    )


def test_the_caret_stands_under_wide_and_narrow_characters():
    lines = render(Problem("x", "…", Span("a", 1, 4, 3)), "会议A: 123 万").split("\n")
    assert lines[2].index("^") == len("  1 | ") + width("会议A")
    assert lines[2].count("^") == width(": 1")


def test_of_a_long_line_only_the_neighbourhood_is_shown():
    lines = render(Problem("x", "…", Span("a", 1, 2001, 2)), "字" * 2000 + "错误" + "字" * 2000).split("\n")
    assert "错误" in lines[1]
    assert width(lines[1]) < 100
    assert lines[1].index("错误") == lines[1].index("…") + 1 + 12
    assert width(lines[1][: lines[1].index("错误")]) == lines[2].index("^")


def test_without_a_line_there_is_no_excerpt():
    assert render(Problem("x", "说明", Span("a"), "办法")) == "a: error[x]: 说明\n  hint: 办法"


def test_the_first_hint_whose_facts_are_known_is_given():
    assert problem("unknown-key", Span("a"), name="甲", guess="", names="乙、丙").hint == "这里可以写：乙、丙"


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LANGUAGE": "zh_TW:en"}, "zh"),
        ({"LANG": ""}, "zh"),
    ],
)
def test_messages_follow_the_locale(monkeypatch, variables, wanted):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == wanted
    assert say("optional") == {"zh": "可以不填", "en": "optional"}[wanted]


def test_every_message_is_there_in_both_languages_with_the_same_facts():
    from string import Formatter

    def facts(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for code, row in catalogue().items():
        assert row["zh"], code
        assert row["en"], code
        assert facts(row["zh"]) == facts(row["en"]), code
        assert code.startswith(("help-", "gap-comment", "comment-", "click-", "complete-")) or not row[
            "zh"
        ].endswith("。"), code
        hints = [row.get(f"hint_{one}", "") for one in ("zh", "en")]
        chinese, english = ([hint] if isinstance(hint, str) else hint for hint in hints)
        assert [facts(one) for one in chinese] == [facts(one) for one in english], code


def test_every_code_in_the_source_is_in_the_catalogue_and_every_error_has_a_hint():
    import re
    from pathlib import Path

    source = "".join(path.read_text("utf-8") for path in Path("src/qicao").rglob("*.py"))
    used = set(
        re.findall(r'(?:problem|report|say|_problem)\(\s*(?:template, error, )?f?"([a-z0-9-]+)"', source)
    )
    assert used <= set(catalogue()), used - set(catalogue())
    words = {
        "unknown-suffix",
        "update-marks",
        "folder-needed",
        "optional",
        "place",
        "place-line",
        "unknown-profile",
        "gap-comment",
        "template-broken",
        "pull-nothing",
        "update-nothing",
        "diff-nothing",
        "rows-needed",
        "rows-one-template",
        "rows-folder",
    }
    for code, row in catalogue().items():
        if (
            not code.startswith(
                (
                    "help-",
                    "option-",
                    "role-",
                    "a-",
                    "show-",
                    "templates-",
                    "extract-",
                    "sure-",
                    "comment-",
                    "check-",
                    "ask-",
                    "place-",
                    "no-fix-",
                    "click-",
                    "complete-",
                    "no-command",
                    "no-such-option",
                    "at-",
                    "many-",
                )
            )
            and code not in words
        ):
            assert row.get("hint_zh"), code


def test_problems_found_are_in_the_order_of_the_file():
    found = ProblemsFound([Problem("b", "二", Span("a", 2, 1)), Problem("a", "一", Span("a", 1, 5))])
    assert [one.code for one in found.problems] == ["a", "b"]
    assert str(found) == "a:1:5: error[a]: 一\na:2:1: error[b]: 二"
