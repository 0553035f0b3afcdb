import pytest

from qicao import located
from qicao.declarations import declare, examples, unexampled
from qicao.params import all_names
from qicao.tables import plain


def declared(text):
    found = []
    node, said = located.read("t.md", text)
    params = declare(node, found)
    return params, [*said, *found]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("甲", "params-not-keys", 1),
        ("1甲: text", "bad-name", 1),
        ("甲 乙: text", "bad-name", 1),
        ("甲: [text]", "param-not-keys", 4),
        ("甲: {type: txet}", "unknown-type", 11),
        ("甲: {tpye: text}", "unknown-option", 5),
        ("甲: {type: choice}", "no-choices", 1),
        ("甲: {type: choice, choices: 乙}", "no-choices", 28),
        ("甲: {type: list}", "no-of", 1),
        ("甲: {type: list, of: [text]}", "no-of", 21),
        ("甲: {type: text, of: text}", "of-unused", 21),
        ("甲: {type: list, of: text, min: 一}", "not-whole", 32),
        ("甲: {type: number, example: 乙}", "bad-example", 28),
        ("甲: {type: date, default: 乙}", "bad-default", 26),
        ("甲: {type: list, of: text, example: 乙}", "bad-example", 36),
        ("甲: {type: list, of: text, min: 3, example: [乙]}", "bad-example", 44),
    ],
)
def test_declarations_are_checked(text, code, column):
    _, found = declared(text)
    assert [(p.code, p.span.column) for p in found] == [(code, column)]
    assert found[0].hint


def test_an_own_declaration_overrides_single_keys_of_an_inherited_one():
    inherited, _ = declared("标题: {type: text, about: 标题, example: 甲}\n日期: {type: date, default: ''}")
    node, _ = located.read("t.md", "会议: {type: text}\n标题: {example: 乙}")
    params = declare(node, [], inherited)
    assert list(params) == ["标题", "日期", "会议"]
    assert (params["标题"].about, plain(params["标题"].example)) == ("标题", "乙")


def test_examples_are_put_together_from_those_of_the_fields():
    params, _ = declared(
        "表: {type: list, min: 3, of: {标题: {type: text, example: 甲}}}\n记: {type: record, of: {标题: {type: text, example: 乙}}}"
    )
    assert plain(examples(params["表"])) == ({"标题": "甲"},) * 3
    assert plain(examples(params["记"])) == {"标题": "乙"}
    assert not list(unexampled(params["表"]))
    bare, _ = declared(
        "表: {type: list, of: {标题: {type: text}}}\n甲: {type: choice, choices: [一, 二]}\n乙: {type: text, default: 丙}"
    )
    assert [param.name for param in unexampled(bare["表"])] == ["标题"]
    assert [plain(examples(bare[name])) for name in ("甲", "乙")] == ["一", "丙"]
    assert all_names(bare) == {"表", "标题", "甲", "乙"}
