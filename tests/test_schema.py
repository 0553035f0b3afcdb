import json
import re

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafts import CHARACTERS, ROOT, SLUGS, run
from qicao import brief, forms, template
from qicao.params import BRIEF_KEYS
from qicao.problems import ProblemsFound
from qicao.schema import file_name, is_ours, modeline, schema, written

TEMPLATES = [template.load(ROOT / "templates" / f"{slug}.md") for slug in SLUGS]
PARAMS = """
会议: {type: text, about: 会议全称, example: 推进会}
正文: {type: paragraphs, example: 一段}
数: {type: number, example: 12}
日期: {type: date, example: 2026-09-01}
公开: {type: flag, default: 否}
级别: {type: choice, choices: [省级, 市级, 12, true], example: 市级}
单位: {type: list, of: text, min: 1, example: [县农业局]}
主持: {type: record, of: {姓名: {type: text, example: 江远}, 日子: {type: date, example: 2026-09-01}}}
要求: {type: list, of: {标题: {type: text, example: 严}, 人数: {type: number, example: 3}}, max: 3}
"""
BODY = "".join(
    f"{{{{ {name} }}}}" for name in ("会议", "正文", "数", "日期", "级别", "主持.姓名", "主持.日子")
)
BODY += "{{ 单位 | join('、') }}{% if 公开 %}公开{% endif %}{% for 条 in 要求 %}{{ 条.标题 }}{{ 条.人数 }}{% endfor %}\n"


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    """Return a template with a parameter of every type."""
    path = tmp_path_factory.mktemp("templates") / "各种 参数.md"
    indented = "".join(f"  {line}\n" for line in PARAMS.strip().splitlines())
    path.write_text(f"---\ntitle: 试\nparams:\n{indented}---\n{BODY}", "utf-8")
    return template.load(path)


def seen(text):
    """Return a brief as an editor sees it."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def faults(one, text):
    return [*jsonschema.Draft7Validator(schema(one)).iter_errors(seen(text))]


@pytest.mark.parametrize("one", TEMPLATES, ids=SLUGS)
def test_the_schema_describes_each_parameter(one):
    made = schema(one)
    jsonschema.Draft7Validator.check_schema(made)
    assert set(made["properties"]) == {*BRIEF_KEYS, *one.params}

    def described(params, shapes):
        for name, param in params.items():
            shape = shapes[name]
            assert (shape["title"], shape["description"]) == (name, param.about or name)
            assert "待填" in shape["markdownDescription"] or "可以不填" in shape["markdownDescription"]
            inner = shape.get("anyOf", [{}])[0]
            described(param.fields(), inner.get("items", {}).get("anyOf", [inner])[0].get("properties", {}))

    described(one.params, made["properties"])


@pytest.mark.parametrize("one", TEMPLATES, ids=SLUGS)
def test_every_brief_that_comes_with_qicao_is_valid_and_a_wrong_key_is_not(one):
    text = (ROOT / "drafts" / f"{one.name}.yaml").read_text("utf-8")
    for good in (text, forms.brief(one), f"模板: {one.name}\n", f"template: {one.title}\n时长: 15分钟\n"):
        assert not faults(one, good)
    assert faults(one, f"{text}\n多余: 1\n")
    assert faults(one, "标题: 讲话\n")


@pytest.mark.parametrize(
    "line",
    [
        "日期: 2026-09-01",
        "日期: 2026年9月1日",
        "日期: 2026 年 9 月 1 日",
        "日期: 9月上旬",
        "日期: xx",
        "数: 1,200",
        "数: 12",
        "数: 3.5",
        "数: '3.5%'",
        "数: 二十",
        "数: １２",
        "数: 待定",
        "公开: 是",
        "公开: true",
        "公开: 'No'",
        "级别: 12",
        "级别: true",
        "级别: 市级",
        "级别: 〔待填：级别〕",
        "会议: 2026-09-01",
        "会议: 007",
        "会议:",
        "正文: [一段, 12]",
        "正文: |\n  一段\n  二段",
        "单位:",
        "单位: [县农业局, 是]",
        "主持: {姓名: 江远}",
        "主持: ''",
        "要求: [{标题: 严}, {人数: 3}, ]",
        "时长: {全文: 15分钟, 一: 5}",
    ],
)
def test_what_people_write_is_valid(every, line):
    assert not faults(every, f"模板: 各种 参数\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "日期: 明天",
        "日期: 2026",
        "日期: [2026-09-01]",
        "数: 很多",
        "数: true",
        "公开: 也许",
        "公开: 1",
        "级别: 县级",
        "级别: 13",
        "会议: [甲, 乙]",
        "会议: {甲: 乙}",
        '会议: "甲\\n乙"',
        "单位: 县农业局",
        "单位: []",
        "主持: 江远",
        "主持: {姓各: 江远}",
        "要求: [{标题: 严}, {标题: 严}, {标题: 严}, {标题: 严}]",
        "要求: [{题: 严}]",
        "会义: 推进会",
    ],
)
def test_a_mistake_is_seen_by_the_editor_as_by_qicao(every, line):
    text = f"模板: 各种 参数\n{line}\n"
    assert faults(every, text)
    with pytest.raises(ProblemsFound):
        brief.read(every, text, "提纲.yaml")


DIGITS = st.integers(0, 99999).map(str)
DATES = st.dates().map(lambda day: day.strftime("%Y-%m-%d"))
SCALARS = st.one_of(
    st.text(CHARACTERS, max_size=8),
    DIGITS,
    DATES,
    st.sampled_from(
        ["是", "否", "有", "市级", "12", "true", "9月", "xx", "一千二百", "1,200余", "〔待填：数〕", "-3.5%"]
    ),
)
VALUES = st.recursive(
    SCALARS.map(forms.quoted),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["姓名", "日子", "标题", "人数"]), inner, max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["会议", "正文", "数", "日期", "公开", "级别", "单位", "主持", "要求"])


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_what_qicao_reads_no_editor_marks_as_wrong(every, values):
    text = "模板: 各种 参数\n" + "".join(f"{key}: {value}\n" for key, value in values.items())
    try:
        brief.read(every, text, "提纲.yaml")
        data = seen(text)
    except (ProblemsFound, yaml.YAMLError, ValueError):
        return  # a flow list whose items hold commas; qicao says what is wrong
    assert not [*jsonschema.Draft7Validator(schema(every)).iter_errors(data)]


def test_a_schema_knows_whether_somebody_changed_it(every):
    data = written(every)
    assert is_ours(data)
    assert not is_ours(data.replace("会议全称".encode(), "会议".encode()))
    for other in (b"", b"{}", b"[]", b"\xff", b'{"$comment": "qicao 1"}', b"[" * 9999):
        assert not is_ours(other)


def test_an_editor_reads_the_name_of_the_schema_up_to_a_space(every):
    line = modeline(file_name(every))
    assert re.fullmatch(r"# yaml-language-server: \$schema=\.qicao/各种-参数\.schema\.json\n", line)


def test_a_new_brief_names_the_schema_that_lies_beside_it(tmp_path):
    assert run("new", "campus-briefing", cwd=tmp_path).stdout == "drafts/campus-briefing.yaml\n"
    path, beside = (
        tmp_path / "drafts/campus-briefing.yaml",
        tmp_path / "drafts/.qicao/campus-briefing.schema.json",
    )
    first, rest = path.read_text("utf-8").split("\n", 1)
    assert (path.parent / first.partition("$schema=")[2]) == beside
    assert rest == forms.brief(TEMPLATES[SLUGS.index("campus-briefing")])
    assert is_ours(beside.read_bytes())
    assert run("draft", path, cwd=tmp_path).returncode == 0
    assert json.loads(run("schema", "campus-briefing", cwd=tmp_path).stdout) == json.loads(
        beside.read_bytes()
    )


def test_a_schema_is_written_anew_but_never_over_what_somebody_changed(tmp_path):
    beside = tmp_path / ".qicao/campus-briefing.schema.json"
    run("new", "campus-briefing", "-o", "a.yaml", cwd=tmp_path)
    fresh = beside.read_bytes()
    beside.write_bytes(written(TEMPLATES[0]))  # of a template that has changed since
    assert run("new", "campus-briefing", "-o", "b.yaml", cwd=tmp_path).returncode == 0
    assert beside.read_bytes() == fresh
    beside.write_bytes(b'{"mine": 1}')
    assert run("new", "campus-briefing", "-o", "c.yaml", cwd=tmp_path).returncode == 0
    assert beside.read_bytes() == b'{"mine": 1}'
    done = run("schema", "campus-briefing", "-o", beside, cwd=tmp_path)
    assert (done.returncode, beside.read_bytes()) == (1, b'{"mine": 1}')
    assert run("schema", "campus-briefing", "-o", beside, "--force", cwd=tmp_path).returncode == 0
    assert beside.read_bytes() == fresh


def test_a_brief_that_is_there_keeps_its_schema_too(tmp_path):
    (tmp_path / "a.yaml").write_text("mine: 1\n", "utf-8")
    done = run("new", "campus-briefing", "-o", "a.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
