import pytest

from qicao.problems import ProblemsFound

PARAMS = """
会议: {type: text, example: 甲}
数: {type: number, example: 3}
要求: {type: list, of: {标题: {type: text}, 正文: {type: text}}, example: [{标题: 甲, 正文: 乙}]}
"""
USED = "{{ 会议 }}{{ 数 }}{{ 要求 | 几 }}\n"  # line 7 uses all, so that no parameter is spare


def problems(make, body, params=PARAMS, **parts):
    try:
        return [*make(params, USED + body, **parts).warnings]
    except ProblemsFound as found:
        return list(found.problems)


@pytest.mark.parametrize(
    ("body", "code", "column", "hint"),
    [
        ("在{{ 会义 }}上", "unknown-name", 5, "是不是“会议”"),
        ("{{ 会议 | 大写 }}", "unknown-filter", 9, "可以用"),
        ("{{ 要求 | 几几 }}", "unknown-filter", 9, "是不是“几”"),
        ("{{ 会议 is 空 }}", "unknown-test", 10, "可以用"),
        ("{{ 会议.名称 }}", "no-fields", 7, "清单要先用 for"),
        ("{% for 条 in 要求 %}{{ 条.标体 }}{% endfor %}", "unknown-field", 23, "是不是“标题”"),
        ("{% for 条 in 要求 %}{{ loop.lats }}{% endfor %}", "unknown-field", 26, "是不是“last”"),
        ("{% for 字 in 会议 %}{% endfor %}", "not-a-list", 13, "不用 for"),
        ("{{ 要求 }}", "list-in-text", 4, "join"),
        ("{% for 条 in 要求 %}{{ 条 }}{% endfor %}", "list-in-text", 21, "for"),
        ("{% for 条 in 要求 %}", "unclosed-block", 1, "{% endfor %}"),
        ("{% endfor %}", "unopened-block", 4, "补上开头"),
        ("{% else %}", "unopened-block", 1, "补上开头"),
        ("{% fro 条 in 要求 %}{% endfor %}", "unknown-tag", 4, "是不是“for”"),
        ("{{ 会议 }", "stray-brace", 1, "{{ 参数名 }}"),
        ("会议 }}", "stray-brace", 4, "{{ 参数名 }}"),
        ("｛｛ 会议 ｝｝", "stray-brace", 1, "都用英文符号"),
        ("{{ 要求 | join（'、'） }}", "fullwidth-in-tag", 13, "都用英文的"),
        ("{{ 会议 会议 }}", "bad-tag", 1, "{{ 参数名 }}"),
        ("{% if 会议 = '甲' %}{% endif %}", "single-equals", 10, "=="),
        ("{% include '没有.md' %}", "no-such-part", 13, "文件名写全"),
        ("{% include '../x.md' %}", "outside-folder", 13, "同一文件夹"),
        ("{% include 会议 %}", "not-allowed", 4, "模板只能"),
        ("{% include 'try.md' %}", "circle", 13, "include"),
        ("{% from '_a.md' import 丙 %}", "no-such-macro", 24, "macro"),
        ("{{ ''.__class__ }}", "not-allowed", 7, "模板只能"),
        ("{{ 会议.__class__ }}", "not-allowed", 7, "模板只能"),
        ("{{ range(9) }}", "not-allowed", 4, "模板只能"),
        ("{{ 会议[0:1] }}", "not-allowed", 6, "模板只能"),
        ("{{ 9 ** 9 }}", "not-allowed", 1, "模板只能"),
        ("{{ 1e999 }}", "not-allowed", 1, "模板只能"),
        ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "tag-too-long", 1, "花括号"),
        ("{% if 1 %}" * 30 + "{% endif %}" * 30, "too-nested", 151, "macro"),
    ],
)
def test_each_mistake_is_found_at_its_place_with_a_hint(make, body, code, column, hint):
    parts = {"_a": "{% macro 甲() %}{% endmacro %}\n"}
    (one,) = [p for p in problems(make, f"第一行\n{body}\n", **parts) if p.code == code][:1] or [None]
    assert one, problems(make, f"第一行\n{body}\n", **parts)
    assert (one.span.line, one.span.column) == (10, column)
    assert hint in one.hint
    assert one.span.path.endswith("try.md")


def test_one_mistake_is_one_problem(make):
    for body in (
        "{{ 会义 }}",
        "{% for 条 in 要求 %}",
        "{{ 会议 }",
        "{% if 会议 = '甲' %}{% endif %}",
        "{% fro 条 in 要求 %}{{ 条.标题 }}{% endfor %}",
    ):
        assert len(problems(make, body)) == 1, body


def test_ten_mistakes_in_one_run(make):
    params = """
会议: {type: txet, about: 会议, example: 甲}
日期: {type: date, example: 明天}
方式: {type: choice, example: 甲}
要求: {type: list, of: {标题: {type: text}}, example: [{标题: 甲}]}
无例: {type: text, abuot: 例}
"""
    body = """{{ 会义 }}{{ 会议 | 日 }}
{% for 条 in 要求 %}{{ 条.标体 }}{% endfor %}
{{ 要求 }
{% if 方式 = '甲' %}{% endif %}{{ 日期 }}
{% include 'x.md' %}
{% for 条 in 会议 %}
"""
    with pytest.raises(ProblemsFound) as found:
        make(params, body)
    assert [(p.code, p.span.line, p.span.column) for p in found.value.problems] == [
        ("unknown-type", 4, 14),
        ("bad-example", 5, 29),
        ("no-choices", 6, 3),
        ("no-example", 8, 3),
        ("unknown-option", 8, 20),
        ("unknown-name", 10, 4),
        ("unknown-filter", 10, 17),
        ("unknown-field", 11, 23),
        ("stray-brace", 12, 1),
        ("single-equals", 13, 10),
        ("no-such-part", 14, 13),
        ("unclosed-block", 15, 1),
        ("not-a-list", 15, 13),
    ]
    assert all(p.hint for p in found.value.problems)


@pytest.mark.parametrize(
    "body",
    [
        "{{ 会议 if 数 > 3 else '无' }}{{ 会议 ~ 数 }}",
        "{% for 条 in 要求 if 条.标题 %}{{ loop.index }}{{ loop.previtem.标题 if not loop.first }}{% else %}无{% endfor %}",
        "{% macro 写(项, 几个=3) %}{{ 项.标题 }}{{ 几个 }}{% endmacro %}{{ 写(要求[0]) }}{{ 写(项=要求 | first) }}",
        "{% import '_a.md' as 部件 %}{{ 部件.甲(会议) }}",
        "{% from '_a.md' import 甲 as 乙, 甲 %}{{ 乙(会议) }}{{ 甲(会议) }}",
        "{% set x %}{{ 会议 }}{% endset %}{{ x }}{% set y = 数 + 1 %}{{ y }}",
        "{% with a = 会议 %}{{ a }}{% endwith %}{# {{ 随便 }} #}{% raw %}{{ 随便 }}{% endraw %}",
        "{{ '{{ }} %}' }}{{ \"'\" }}",
        "{% block 正文 %}{{ 会议 }}{% endblock %}",
        "{{ 会议 is defined and not 数 is none or 数 is odd }}{{ -数 if 数 is even }}",
    ],
)
def test_what_is_right_is_left_alone(make, body):
    assert problems(make, body + "\n", _a="{% macro 甲(会议) %}{{ 会议 }}{% endmacro %}\n") == []


@pytest.mark.parametrize(
    "body", ["{% macro m(甲, 甲) %}{% endmacro %}", "{% block a %}{% endblock %}{% block a %}{% endblock %}"]
)
def test_what_only_the_compiler_finds_is_told_too(make, body):
    assert [p.code for p in problems(make, body)] == ["not-compiled"]


@pytest.mark.parametrize(
    "body",
    [
        "{#" * 99_999,
        "{% raw %}" * 20_000,
        "{{ '" + "a''" * 90,
        "}}" * 30_000,
        "{{ 甲 }}" * 9000,
        "{{ " + "会议 | 句 | " * 60 + "句 }}",
    ],
)
def test_strange_tags_take_no_time(make, body):
    assert problems(make, body)


def test_tuples_of_names_are_known(make):
    assert problems(make, "{% for (a, (b, c)) in [(1, (2, 3))] %}{{ a }}{{ c }}{% endfor %}") == []


def test_a_spare_parameter_is_a_warning(make):
    (one,) = make("甲: {type: text, example: 一}\n乙: {type: text, example: 一}", "{{ 甲 }}\n").warnings
    assert (one.code, one.severity, one.span.line, one.span.column) == ("unused-param", "warning", 5, 3)


def test_a_mistake_in_a_part_has_the_part_for_its_place(make):
    (one,) = problems(make, "{% include '_a.md' %}\n", _a="第一行\n{{ 会义 }}\n")
    assert (one.code, one.span.path.rsplit("/")[-1], one.span.line, one.span.column) == (
        "unknown-name",
        "_a.md",
        2,
        4,
    )
