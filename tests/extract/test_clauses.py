from qicao.extract.clauses import repeat
from qicao.extract.words import Bits, words


def cut(*texts):
    return [words(text) for text in texts], Bits(texts)


def test_clauses_that_repeat_become_rows():
    texts, bits = cut(
        "刚才，水利站汇报了蓄水情况，农技站汇报了春灌需求，讲得都很好。",
        "刚才，粮管所汇报了仓容情况，讲得都很好。",
    )
    found = repeat(texts, bits)
    assert [["".join(clause) for clause in row] for row in found.rows] == [
        ["水利站汇报了蓄水情况，", "农技站汇报了春灌需求，"],
        ["粮管所汇报了仓容情况，"],
    ]
    assert ["".join(one) for one in found.before] == ["刚才，", "刚才，"]
    assert ["".join(one) for one in found.after] == ["讲得都很好。", "讲得都很好。"]


def test_texts_that_say_nothing_twice_have_none():
    assert repeat(*cut("渠道修好了，水到田头。", "粮食入库了，颗粒归仓。")) is None
