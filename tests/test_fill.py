import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import CHARACTERS
from qicao import fill as filling
from qicao import markers
from qicao.document import Document, Field, Text
from qicao.problems import ProblemsFound
from qicao.values import Record, Value, Values


def kinds(document):
    return [(block.kind, block.text) for block in document.blocks]


SECTIONS = """
章节:
  type: list
  default: []
  of:
    标题: {type: text, default: ''}
    子项: {type: list, of: text, default: []}
    要点: {type: list, of: text, default: []}
  example: []
"""


def sections(count, inner=0, points=0):
    lines = ["章节:"]
    for number in range(1, count + 1):
        lines += [f"  - 标题: 标题{number}"]
        lines += ["    子项:", *[f"      - 子项{i}" for i in range(inner)]] if inner else []
        lines += ["    要点:", *[f"      - 要点{i}" for i in range(points)]] if points else []
    return "\n".join(lines)


def test_the_kinds_of_paragraph(filled):
    body = """
在会上的讲话
——副标题
（2026年9月1日）
副市长 江远
各位老师、同学们：
今天开会。
一、压实责任
（一）明确分工
1.摸底
（1）县级
一是抓早。早抓。
二是抓实。
  \\一、这不是标题
同志们，散会。
"""
    document = filled("", body)
    assert [(block.kind, block.level, block.lead) for block in document.blocks] == [
        ("title", 0, 0),
        ("subtitle", 0, 0),
        ("byline", 0, 0),
        ("byline", 0, 0),
        ("salutation", 0, 0),
        ("body", 0, 0),
        ("heading", 1, 0),
        ("heading", 2, 0),
        ("heading", 3, 0),
        ("heading", 4, 0),
        ("point", 0, 5),
        ("point", 0, 5),
        ("body", 0, 0),
        ("body", 0, 0),
    ]
    assert document.blocks[12].text == "一、这不是标题"
    assert document.title == "在会上的讲话"


def test_values_keep_their_origin(filled):
    document = filled(
        "会议: {type: text, about: 会议全称, example: 甲}",
        "在{{ 会议 }}上的讲话\n今天召开{{ 会议 }}。\n",
        "会议: 推进会\n",
    )
    assert document.blocks[0].parts == (Text("在"), Field("推进会", "会议", "会议全称"), Text("上的讲话"))
    assert document.blocks[1].parts[1].path == "会议"
    assert (document.blocks[1].origin.line, document.blocks[1].origin.path.endswith("try.md")) == (7, True)
    assert document.text == "在推进会上的讲话\n今天召开推进会。\n"


@pytest.mark.parametrize(
    "body",
    [
        "{% set 段落 %}\n前面\n{% endset %}\n好{{ 段落 }}后面的话\n",
        "{% macro 段落() %}\n前面\n{% endmacro %}\n好{{ 段落() }}后面的话\n",
        "{% set 段落 %}\n前面\n{% endset %}\n好{{ 段落 ~ '后面' }}的话\n",
    ],
)
def test_what_follows_the_lines_of_another_place_stands_on_its_own_line(filled, body):
    *_, last = filled("甲: {type: text, example: 一}", body).blocks  # the body begins on line 6
    assert (last.text, last.origin.line) == ("后面的话", 9)


@pytest.mark.parametrize(
    "hole", ["{{ 甲 ~ 乙 }}", "{{ 甲 + 乙 }}", "{{ [甲, 乙] | join }}", "{{ (甲 ~ '') ~ (乙 | 句) }}"]
)
def test_texts_put_together_keep_both_origins(filled, hole):
    params = "甲: {type: text, example: 一}\n乙: {type: text, example: 二}"
    document = filled(params, f"今天，{hole}\n", "甲: 一\n乙: 二。\n")
    assert [part.path for part in document.blocks[0].parts if isinstance(part, Field)] == ["甲", "乙"]
    assert document.text == "今天，一二。\n"


def test_paragraphs_of_one_value_become_paragraphs(filled):
    document = filled(
        "正文: {type: paragraphs, example: 甲}", "前{{ 正文 }}后\n", "正文: |\n  一。\n  二。\n"
    )
    assert document.text == "前一。\n二。后\n"
    assert [part.path for block in document.blocks for part in block.parts if isinstance(part, Field)] == [
        "正文"
    ] * 2


EMPTY = (
    "日期: {type: date, default: ''}\n副题: {type: text, default: ''}\n正文: {type: paragraphs, default: ''}"
)


def test_what_empty_values_leave_empty_goes(filled):
    body = """
讲话
——{{ 副题 }}
（{{ 日期 }}）
同志们：
一、{{ 副题 }}
二、存在的问题
{{ 正文 }}
三、下一步工作
一是{{ 副题 }}。{{ 正文 }}
四、照常{{ 副题 }}
内容。
五、不留空标题
{{ 正文 }}
同志们，散会。
"""
    params = EMPTY.replace("''", "'', example: ''")
    assert filled(params, body).text == "讲话\n同志们：\n一、照常\n内容。\n同志们，散会。\n"
    full = filled(params, body, "日期: 2026-09-01\n副题: 副\n正文: 文\n").text
    assert full.startswith(
        "讲话\n——副\n（2026年9月1日）\n同志们：\n一、副\n二、存在的问题\n文\n三、下一步工作\n一是副。文\n"
    )


@pytest.mark.parametrize(
    ("brief", "text"),
    [
        ("甲: 好\n丙: 坏\n", "问题：一是好；二是坏。\n"),
        ("甲: 好\n乙: 中\n", "问题：一是好；二是中。\n"),
        ("乙: 中\n丙: 坏\n", "问题：一是中；二是坏。\n"),
        ("乙: 中\n", "问题：一是中。\n"),
    ],
)
def test_an_item_inside_a_paragraph_goes_with_its_value(filled, brief, text):
    params = "甲: {type: text, default: ''}\n乙: {type: text, default: ''}\n丙: {type: text, default: ''}"
    assert filled(params, "问题：一是{{ 甲 }}；一是{{ 乙 }}；一是{{ 丙 }}。\n", brief).text == text


def test_an_empty_item_of_a_loop_goes_too(filled):
    params = "表: {type: list, of: {要点: {type: text, default: ''}}, example: []}"
    body = "问题：{% for x in 表 %}一是{{ x.要点 }}；{% endfor %}完。\n"
    brief = "表:\n  - 要点: 甲\n  - 要点: ''\n  - 要点: 丙\n"
    assert filled(params, body, brief).text == "问题：一是甲；二是丙；完。\n"


def test_a_heading_that_holds_a_value_stays_over_nothing(filled):
    document = filled(
        "标题: {type: text, example: 甲}\n正文: {type: paragraphs, default: ''}",
        "一、{{ 标题 }}\n{{ 正文 }}\n",
        "标题: 乙\n",
    )
    assert document.text == "一、乙\n"


@pytest.mark.parametrize(("level", "kind"), [(1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）")])
def test_headings_count_to_99_on_each_level(filled, level, kind):
    document = filled(
        SECTIONS, f"{{% for 节 in 章节 %}}\n{kind}{{{{ 节.标题 }}}}\n{{% endfor %}}\n", sections(99)
    )
    row = next(row for row in markers.kinds() if row.level == level)
    assert [block.text for block in document.blocks] == [
        f"{markers.write(row, n)}标题{n}" for n in range(1, 100)
    ]
    assert {block.level for block in document.blocks} == {level}


SERIES = [(row, inside) for row in markers.kinds() for inside in (True, False) if inside or not row.level]


@pytest.mark.parametrize(("kind", "inside"), SERIES, ids=lambda one: getattr(one, "name", str(one)))
def test_series_count_to_99_and_start_again_in_each_section(filled, kind, inside):
    first = markers.write(kind, 1)
    line = f"{{% for 点 in 节.要点 %}}{first}{{{{ 点 }}}}。{{% endfor %}}\n"
    line = "引语。" + line if inside else line.replace("。{%", "。\n{%")
    body = f"{{% for 节 in 章节 %}}\n一、{{{{ 节.标题 }}}}\n{line}{{% endfor %}}\n"
    document = filled(SECTIONS, body, sections(3, points=99))
    text = "".join(f"{markers.write(kind, n)}要点{n - 1}。{'' if inside else chr(10)}" for n in range(1, 100))
    text = f"引语。{text}\n" if inside else text
    assert document.text == "".join(f"{markers.han(n)}、标题{n}\n{text}" for n in range(1, 4))


def test_sub_headings_start_again_under_each_heading(filled):
    body = "{% for 节 in 章节 %}\n一、{{ 节.标题 }}\n{% for 目 in 节.子项 %}\n（一）{{ 目 }}\n{% endfor %}\n{% endfor %}\n"
    document = filled(SECTIONS, body, sections(3, inner=12))
    assert [block.ordinal.text for block in document.blocks if block.level == 2] == [
        f"（{markers.han(n)}）" for n in range(1, 13)
    ] * 3


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("一是甲。\n一是乙。\n段落。\n一是丙。\n", "一是甲。\n二是乙。\n段落。\n三是丙。\n"),
        ("一、甲\n一是乙。\n五、丙\n一是丁。\n", "一、甲\n一是乙。\n二、丙\n一是丁。\n"),
        (
            "主要问题有：\n一是甲。\n一是乙。\n主要原因有：\n一是丙。\n",
            "主要问题有：\n一是甲。\n二是乙。\n主要原因有：\n一是丙。\n",
        ),
        ("问题：一是甲；一是乙。原因：一是丙；一是丁。\n", "问题：一是甲；二是乙。原因：一是丙；二是丁。\n"),
        (
            "第一，甲。一要乙。一要丙。\n第一，丁。一要戊。\n",
            "第一，甲。一要乙。二要丙。\n第二，丁。一要戊。\n",
        ),
        ("一是甲。要做到：一是乙；一是丙。\n一是丁。\n", "一是甲。要做到：一是乙；二是丙。\n二是丁。\n"),
        (
            "首先，甲。\n首先，乙。\n首先，丙。\n最后，丁。\n",
            "首先，甲。\n其次，乙。\n再次，丙。\n最后，丁。\n",
        ),
        ("（一）甲\n1.乙\n1.丙\n（一）丁\n1.戊\n", "（一）甲\n1.乙\n2.丙\n（二）丁\n1.戊\n"),
        (
            "今天，一是一，二是二，二、三产业都好，第一时间办。\n",
            "今天，一是一，二是二，二、三产业都好，第一时间办。\n",
        ),
        ("一、二年级学生\n", "一、二年级学生\n"),
        ("\\三是甲。五是乙。\n", "三是甲。五是乙。\n"),
        ("1、甲\n1、乙\n", "1、甲\n2、乙\n"),
        ("一是甲：\n一是乙：\n正文。\n一是丙：\n", "一是甲：\n二是乙：\n正文。\n三是丙：\n"),
        ("任务：（1）甲；（1）乙。原因：1.丙；1.丁。\n", "任务：（1）甲；（2）乙。原因：1.丙；2.丁。\n"),
        (
            "任务：一、甲；一、乙。第三条（一）项，1.5万人，一、二年级。\n",
            "任务：一、甲；二、乙。第三条（一）项，1.5万人，一、二年级。\n",
        ),
    ],
)
def test_how_series_run_and_restart(filled, body, text):
    assert filled("", body).text == text


def test_a_series_goes_on_after_its_loop_and_starts_again_with_the_loop_around_it(filled):
    body = "{% for 节 in 章节 %}\n小标题\n{% for 点 in 节.要点 %}\n一是{{ 点 }}。\n{% endfor %}\n一是加强督查。\n{% endfor %}\n"
    document = filled(SECTIONS, body, sections(2, points=2))
    assert document.text == "小标题\n一是要点0。\n二是要点1。\n三是加强督查。\n" * 2


def test_a_value_that_ends_in_a_colon_restarts_nothing(filled):
    params = "甲: {type: text, example: 一}"
    body = "一是{{ 甲 }}\n一是{{ 甲 }}\n一是好\n主要{{ 甲 }}一是甲；一是{{ 甲 }}一是丙。\n"
    text = "一是如下：\n二是如下：\n三是好\n主要如下：一是甲；二是如下：三是丙。\n"
    assert filled(params, body, "甲: 如下：\n").text == text


def test_series_of_one_kind_inside_each_other_in_a_loop(filled):
    params = "表: {type: list, of: text, example: [一, 二]}"
    body = "{% for x in 表 %}\n一是{{ x }}。具体：一是甲；一是乙。\n{% endfor %}\n一是丙。\n"
    text = "一是a。具体：一是甲；二是乙。\n二是b。具体：一是甲；二是乙。\n三是丙。\n"
    assert filled(params, body, "表: [a, b]\n").text == text


FRONT = """
标题: {type: text, example: 甲}
讲话人: {type: text, default: ''}
称呼: {type: text, default: 同志们}
正文: {type: paragraphs, example: 甲}
"""


@pytest.mark.parametrize(
    "title", ["坚持人民至上，打好攻坚战。", "一、讲话", "致全体市民：", "长" * 90, "好！"]
)
@pytest.mark.parametrize("speaker", ["校长：张三（兼书记）", "一、张三", "江远"])
def test_the_place_in_the_template_makes_the_title_block(filled, title, speaker):
    brief = f"标题: {title}\n讲话人: {speaker}\n正文: |\n  好\n  老师们：\n"
    document = filled(FRONT, "{{ 标题 }}\n{{ 讲话人 }}\n{{ 称呼 }}：\n{{ 正文 }}\n", brief)
    assert [block.kind for block in document.blocks] == ["title", "byline", "salutation", "body", "body"]
    document = filled(FRONT, "{{ 标题 }}\n{{ 正文 }}\n{{ 称呼 }}{{ 讲话人 }}\n", brief)
    assert [block.kind for block in document.blocks][:2] == ["title", "body"]


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("number", "甲 > 3"),
        ("number", "甲 == 3"),
        ("flag", "甲"),
        ("flag", "not 甲"),
        ("choice, choices: [一, 二]", "甲 == '一'"),
        ("date", "甲 < 乙"),
        ("text", "甲 != '一'"),
    ],
)
def test_a_gap_that_decides_something_is_a_gap_though_it_is_not_shown(filled, kind, condition):
    params = f"甲: {{type: {kind}, about: 问题}}\n乙: {{type: date, example: 2026-09-01}}"
    params = params.replace("about", "example: '', about") if "choice" not in kind else params
    document = filled(params, f"{{{{ 乙 }}}}\n{{% if {condition} %}}有{{% endif %}}\n", "乙: 2026-09-01\n")
    assert [gap.path for gap in document.gaps] == ["甲"]
    document = filled(params, "{{ 乙 }}\n{% if false %}{{ 甲 }}{% endif %}\n", "乙: 2026-09-01\n")
    assert document.gaps == ()


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("数 == 3", True),
        ("数 != 3", False),
        ("日 < 月", True),
        ("日 >= 月", False),
        ("月 > 日", True),
        ("日 <= 日", True),
        ("率 < 1", True),
    ],
)
def test_figures_and_dates_compare_as_such(filled, condition, holds):
    params = "数: {type: number, example: 3}\n率: {type: number, example: 3.5%}\n日: {type: date, example: 2026-09-01}\n月: {type: date, example: 2026-10-01}"
    body = f"{{{{ 数 }}}}{{{{ 率 }}}}{{{{ 日 }}}}{{{{ 月 }}}}\n{{% if {condition} %}}有{{% endif %}}\n"
    brief = "数: 3\n率: 3.5%\n日: 2026-09-01\n月: 2026-10-01\n"
    assert ("有" in filled(params, body, brief).text) is holds


def test_what_a_person_wrote_is_never_renumbered(filled):
    params = "正文: {type: paragraphs, example: 甲}\n标题: {type: text, example: 乙}"
    brief = "标题: 七、不改\n正文: |\n  三、甲\n  三是乙。五是丙。\n"
    document = filled(params, "一、{{ 标题 }}\n{{ 正文 }}\n一、丁\n", brief)
    assert document.text == "一、七、不改\n三、甲\n三是乙。五是丙。\n二、丁\n"
    assert [block.kind for block in document.blocks] == ["heading", "heading", "point", "heading"]
    assert [block.ordinal is None for block in document.blocks] == [False, True, True, False]


def test_a_mark_that_the_value_has_already_is_not_doubled(filled):
    document = filled("甲: {type: text, example: 一}", "一是{{ 甲 }}。{{ 甲 | 句 }}完\n", "甲: 抓实。\n")
    assert document.text == "一是抓实。抓实。完\n"
    document = filled("甲: {type: text, example: 一}", "{{ 甲 ~ '；' }}。{{ 甲 + '。' }}\n", "甲: 抓实。\n")
    assert document.text == "抓实。抓实。\n"


@pytest.mark.parametrize(
    ("hole", "text"),
    [
        ("{{ 表 | 几 }}点", "两点"),
        ("{{ (表 | length + 1) | 几 }}点", "三点"),
        ("{{ 表 | 顿号 }}", "甲、乙"),
        ("{{ 表 | first }}{{ 表 | last }}{{ 表[0] }}", "甲乙甲"),
        (
            "{{ 日 | 月日 }}，{{ 日 | 年月 }}，{{ 日 | 年 }}，{{ 日 | 年月日 }}",
            "9月1日，2026年9月，2026年，2026年9月1日",
        ),
        ("{{ 数 | 汉字 }}", "十二"),
        ("{{ 旬 | 年 }}，{{ 旬 | 月日 }}", "〔待填：旬的年〕，9月1日"),
        ("{{ 1.5 }}", "1.5"),
        ("{{ 数 - 2 }}，{{ 数 * 2 }}", "10，24"),
        ("{% if 数 > 10 %}多{% else %}少{% endif %}", "多"),
        ("{{ '有' if 日 is defined else '无' }}", "有"),
        ("{{ 空 | default('无', true) }}", "无"),
        ("{% for 项 in 表 %}{{ loop.index }}{{ 项 }}{{ '、' if not loop.last }}{% endfor %}", "1甲、2乙"),
        ("{{ 记.标题 }}{{ 记['标题'] }}", "子子"),
        ("{% set 短 = 记.标题 %}{{ 短 }}{% with 长 = 短 %}{{ 长 }}{% endwith %}", "子子"),
        ("{% raw %}{{ 原样 }}{% endraw %}", "{{ 原样 }}"),
        ("{# 不写 #}写", "写"),
        ("{{ 真 }}", "是"),
        ("{{ 缺 | 几 }}点{{ 缺数 | 几 }}", "几点几"),
        ("{{ 缺数 is 待填 }}{{ 数 is 待填 }}", "是否"),
        ("{{ 缺数 + 1 }}", "〔待填：缺数〕"),
    ],
)
def test_what_templates_can_say(filled, hole, text):
    params = """
表: {type: list, of: text, example: [甲, 乙]}
缺: {type: list, of: text, example: [甲]}
日: {type: date, example: 2026-09-01}
旬: {type: date, example: 9月1日}
数: {type: number, example: 12}
缺数: {type: number, example: 12}
空: {type: text, default: ''}
真: {type: flag, default: 是}
记: {type: record, of: {标题: {type: text}}, example: {标题: 甲}}
"""
    brief = "表: [甲, 乙]\n日: 2026-09-01\n旬: 9月1日\n数: 12\n记: {标题: 子}\n"
    assert filled(params, f"今天，{hole}。\n", brief).text == f"今天，{text}。\n"


def test_gaps_are_listed_once_in_order(filled):
    document = filled(
        "甲: {type: text, example: 一}\n乙: {type: text, example: 二}", "今天，{{ 乙 }}{{ 甲 }}{{ 乙 }}。\n"
    )
    assert [gap.path for gap in document.gaps] == ["乙", "甲"]
    assert document.text == "今天，〔待填：乙〕〔待填：甲〕〔待填：乙〕。\n"


TRICKY = st.sampled_from(
    [
        "一、",
        "（一）",
        "一是",
        "第一，",
        "{{",
        "{% for",
        "}}",
        "\\",
        "&",
        "<w:t>",
        "]]>",
        '"',
        "。",
        "：",
        "——",
        "𠮷",
        "😀",
        "\u3000",
        "\x85",
    ]
)
TEXTS = st.lists(st.one_of(CHARACTERS, TRICKY), min_size=1, max_size=12).map("".join).filter(str.strip)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_no_character_of_a_value_is_lost_or_changed(made, first, second):
    values = {"甲": Value(first, "甲"), "乙": Value(second, "乙")}
    document = filling.fill(made, values)
    fields = [part for block in document.blocks for part in block.parts if isinstance(part, Field)]
    assert [(field.path, str(field.text)) for field in fields] == [
        ("甲", first),
        ("乙", second),
        ("甲", first),
    ]
    assert document.blocks[0].text == f"在{first}上的讲话"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    from qicao import template

    path = tmp_path_factory.mktemp("t") / "t.md"
    body = "在{{ 甲 }}上的讲话\n一、{{ 乙 }}\n今天，{{ 甲 }}\n"
    path.write_text(
        f"---\nparams:\n  甲: {{type: text, example: 一}}\n  乙: {{type: text, example: 一}}\n---\n{body}",
        "utf-8",
    )
    return template.load(path)


def problem_of(
    make, body, values, params="甲: {type: text, example: 一}\n表: {type: list, of: text, example: [一]}"
):
    template = make(params, body)
    with pytest.raises(ProblemsFound) as found:
        filling.fill(template, values)
    (one,) = found.value.problems
    assert one.hint
    return one.code, one.span.line


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("{% macro f(n) %}{{ f(n) }}{% endmacro %}\n今天{{ f(1) }}{{ 甲 }}{{ 表 | 几 }}\n", "endless", 7),
        ("{{ 甲 }}\n{% for a in 表 %}\n" * 8 + "字" * 999 + "{% endfor %}" * 8 + "\n", "too-much", 1),
        ("{% set a = 甲 %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}{{ 表 | 几 }}\n", "too-much", 7),
        (
            "{% set a = 999999 %}" + "{% set a = a * a %}" * 60 + "{{ a }}{{ 甲 }}{{ 表 | 几 }}\n",
            "not-allowed",
            7,
        ),
        ("{% macro f(x) %}{{ x.没有 }}{% endmacro %}\n{{ f(甲) }}{{ 表 | 几 }}\n", "not-allowed", 7),
        ("{% macro f(x) %}{{ x }}{% endmacro %}\n{{ f(表) }}{{ 甲 }}\n", "list-in-text", 7),
        ("{% macro f(x) %}{{ x }}{% endmacro %}\n{{ f() }}{{ 甲 }}{{ 表 | 几 }}\n", "undefined", 7),
        ("甲\n{{ 甲 | 几 }}{{ 表 | 几 }}\n", "not-countable", 8),
        ("{% set x %}{{ 甲 }}{% endset %}{{ x | first }}{{ 表 | 几 }}\n", "cut-text", 1),
        ("{% macro m() %}{{ 甲 }}{% endmacro %}{{ m() | last }}{{ 甲 }}{{ 表 | 几 }}\n", "cut-text", 1),
        ("{{ '%9999999999d' is odd }}{{ 甲 }}{{ 表 | 几 }}\n", "not-countable", 7),
        ("甲\n{% if 甲 > 3 %}{% endif %}{{ 表 | 几 }}\n", "cannot-fill", 8),
    ],
)
def test_a_template_that_cannot_be_filled_is_told_at_its_line(make, body, code, line):
    many = Values([Value("一", f"表.{i}") for i in range(200)], "表")
    found = problem_of(make, body, {"甲": Value("甲", "甲"), "表": many})
    assert found == (code, line) or (code == "too-much" and found[0] == code)


def test_a_record_knows_whether_it_is_empty():
    assert not Record({"甲": Value("")})
    assert Record({"甲": Value("一")})
    assert Document(()).title == ""
