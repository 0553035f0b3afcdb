from qicao.extract.inline import runs


def items(text):
    found, rest = runs(text)
    return [(run.before, run.marker.text, run.items) for run in found], rest


def test_a_series_inside_a_paragraph_is_cut_into_its_items():
    text = "主要有两个方面：一是渠道淤塞；二是闸门老化。"
    assert items(text) == ([("主要有两个方面：", "一是", ("渠道淤塞；", "闸门老化。"))], "")


def test_two_series_part_where_the_second_is_announced():
    text = "问题有两个：一是甲。二是乙。原因也有两个：一是丙。二是丁。"
    first, second = items(text)[0]
    assert first[2] == ("甲。", "乙。")
    assert second == ("原因也有两个：", "一是", ("丙。", "丁。"))


def test_a_series_inside_an_item_stays_with_it():
    text = "要做到：一是早排查，一要看渠、二要看闸；二是早维修。"
    assert [run[1] for run in items(text)[0]] == ["一是"]


def test_one_member_is_no_series():
    assert items("重点是：一是早。") == ([], "重点是：一是早。")
