import json

import pytest

from drafts import ROOT, SHARED, example
from qicao import structure
from qicao.readers.text import read
from qicao.structure import with_front
from qicao.tables import table

FORMULAS = table("formulas")


@pytest.mark.parametrize("role", FORMULAS)
def test_the_examples_of_each_formula(role):
    import re

    for row in FORMULAS[role]:
        for text in row["examples"]:
            assert re.search(row["pattern"], text), (role, text)
        for text in row.get("not", ()):
            assert not re.search(row["pattern"], text), (role, text)


def test_the_roles_of_a_plain_speech():
    text = """在全校安全工作会上的讲话
（2026年9月1日）
老师们：
刚才，总务处通报了情况。
当前，全校有18个隐患。下面，我讲两点意见。
一、压实责任
一是抓早。早抓。
二是抓实。要做到：一要勤查；二要快改。
二、严明纪律
不许推诿。
老师们，散会。
推荐访问:安全 讲话
"""
    parts = structure.parts(with_front(read(text).blocks))
    assert [part.role for part in parts] == [
        "title", "meta", "salutation", "opening", "situation", "demand_heading",
        "demand_body", "demand_body", "demand_heading", "demand_body", "closing", "noise",
    ]  # fmt: skip
    assert [(item.marker, item.pos, item.head) for item in parts[7].items] == [
        ("二是", 0, "抓实。要做到：一要勤查；二要快改。"),
        ("一要", 9, "勤查；二要快改。"),
        ("二要", 14, "快改。"),
    ]


def test_one_member_makes_no_series():
    parts = structure.parts(read("今天开会。\n一是抓早。早抓。\n").blocks)
    assert parts[1].items == ()


def test_a_speech_without_demands_has_none():
    assert {part.role for part in structure.parts(example("public-appeal").blocks)} == {
        "title",
        "meta",
        "salutation",
        "situation",
        "opening",
        "closing",
    } - {"opening"}


def test_a_compilation_splits_into_its_speeches():
    text = "防汛讲话稿2篇\n防汛讲话稿篇1\n同志们：\n甲。\n防汛讲话稿篇二\n同志们：\n乙。\n推荐访问：防汛\n"
    around, first, second = structure.speeches(read(text).blocks)
    assert [block.text for block in around] == ["防汛讲话稿2篇", "推荐访问：防汛"]
    assert (len(first), len(second)) == (3, 3)


@pytest.mark.parametrize("number", range(1, 7))
def test_the_real_seeds_against_their_gold(number):
    seeds, gold = SHARED / "seeds/epidemic-speeches.txt", SHARED / f"gold/seed-{number}.jsonl"
    if not gold.is_file():
        pytest.skip("no ../shared/gold beside this checkout")
    blocks = structure.speeches(read(seeds.read_text("utf-8")).blocks)[number]
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    for part, record in zip(structure.parts(with_front(blocks)), records, strict=True):
        assert part.role in (record["role"], record.get("alt")), record["text_head"]
        items = [(item["marker"], item["pos"]) for item in record.get("items", ()) if item["marker"]]
        assert [(item.marker, item.pos) for item in part.items] == items


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_our_own_seeds_have_the_bones(path, golden):
    parts = structure.parts(with_front(read(path.read_text("utf-8")).blocks))
    golden(f"seed.{path.stem}.txt", "".join(f"{p.role} {p.block.level} {p.block.text[:24]}\n" for p in parts))
