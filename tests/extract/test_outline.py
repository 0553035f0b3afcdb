"""A speech as leaves and series."""

from qicao.extract.speech import Leaf, Series, Speech, irregular, read, title
from qicao.readers.text import read as from_text


def outline(text):
    return read(Speech("稿", from_text(text)))


def shape(nodes):
    return [
        node.text[:6]
        if isinstance(node, Leaf)
        else (node.kind, [(m.head.text[:6], shape(m.below)) for m in node.members])
        for node in nodes
    ]


def test_headings_hold_what_stands_below_them():
    nodes = outline(
        "同志们：\n今天开会。下面讲两点意见。\n一、早安排\n要早。\n（一）摸底数\n要细。\n（二）定方案\n要实。\n二、早动手\n要快。\n同志们，散会。\n"
    )
    assert shape(nodes) == [
        "同志们：",
        "今天开会。下",
        (
            "1",
            [
                (
                    "一、早安排",
                    ["要早。", ("2", [("（一）摸底数", ["要细。"]), ("（二）定方案", ["要实。"])])],
                ),
                ("二、早动手", ["要快。"]),
            ],
        ),
        "同志们，散会",
    ]


def test_a_paragraph_between_two_items_belongs_to_the_first():
    nodes = outline(
        "同志们：\n今天讲防汛。\n一、抓落实\n一是查堤。每天查。\n夜里也查。\n二是备料。料要足。\n其他照旧。\n"
    )
    section = nodes[2].members[0]
    assert shape(section.below) == [
        ("shi", [("一是查堤。每", ["夜里也查。"]), ("二是备料。料", [])]),
        "其他照旧。",
    ]


def test_an_item_that_counts_on_in_another_form_is_of_the_same_series():
    nodes = outline(
        "同志们：\n今天讲春耕。\n一、抓落实\n一要早备肥。早备。\n二要早整地。早整。\n三是早育秧。早育。\n四要早插秧。早插。\n"
    )
    (series,) = [node for node in nodes if isinstance(node, Series)]
    assert len(series.members[0].below[0].members) == 4
    assert list(irregular(nodes)) == [("一要", "二要", "三是", "四要")]


def test_a_lost_heading_number_is_told():
    nodes = outline(
        "同志们：\n今天讲防火。\n一、早谋划\n要早。\n早检查\n要细。\n三、早整改\n要快。\n同志们，散会。\n"
    )
    assert ("一、", "—", "三、") in list(irregular(nodes))


def test_the_title_of_a_speech_or_its_name():
    assert title(Speech("稿", from_text("在春耕会上的讲话\n同志们：\n要早。\n"))) == "在春耕会上的讲话"
    assert title(Speech("稿", from_text("今天开会，大家要早动手、早落实。\n第二段也要说完。\n"))) == "稿"
