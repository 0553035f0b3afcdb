import importlib.util
import json
import re
import sys

import pytest

from drafts import ROOT, SHARED, example
from qicao import structure
from qicao.readers.text import read
from qicao.structure import with_front
from qicao.structure.formulas import wide
from qicao.tables import table

FORMULAS = table("formulas")


@pytest.mark.parametrize("role", FORMULAS)
def test_the_examples_of_each_formula(role):
    for row in FORMULAS[role]:
        for text in row["examples"]:
            assert re.search(row["pattern"], wide(text)), (role, text)
        for text in row.get("not", ()):
            assert not re.search(row["pattern"], wide(text)), (role, text)


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
        items = [(item["marker"], item["pos"]) for item in record.get("items", ())]
        assert [(item.marker, item.pos) for item in part.items] == items
        assert (part.level, part.implied_level) == (record["level"], record.get("implied_level", 0))


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_our_own_seeds_have_the_bones(path, golden):
    parts = structure.parts(with_front(read(path.read_text("utf-8")).blocks))
    golden(f"seed.{path.stem}.txt", "".join(f"{p.role} {p.block.level} {p.block.text[:24]}\n" for p in parts))


def outlined(text):
    """Return (role, level, implied level, markers) of each paragraph of a speech."""
    return [
        (part.role, part.level, part.implied_level, " ".join(item.marker for item in part.items))
        for part in structure.parts(with_front(read(text).blocks))
    ]


FRAME = (
    "在会上的讲话\n同志们：\n今天开会，主要任务是部署工作。下面，我讲几点意见。\n{}同志们，让我们行动起来！\n"
)


@pytest.mark.parametrize(
    ("demands", "wanted"),
    [
        (
            "一、抓早\n早动手。\n抓小\n小事不小。\n三、抓实\n不走过场。\n",
            ["10", "00", "01", "00", "10", "00"],
        ),
        ("抓早\n早动手。\n二、抓小\n小事不小。\n", ["01", "00", "10", "00"]),
        ("抓早抓小\n早动手。\n抓实抓细\n不走过场。\n", ["01", "00", "01", "00"]),
        ("（一）抓早\n早动手。\n（二）抓小\n小事不小。\n", ["21", "00", "21", "00"]),
        ("1.抓早\n早动手。\n2.抓小\n小事不小。\n", ["31", "00", "31", "00"]),
        ("一、抓早\n1.早动手。\n各村先动。\n2.早见效。\n各村要见效。\n", ["10", "32", "00", "32", "00"]),
        ("一、抓早\n1.早动手；\n2.早见效。\n二、抓小\n小事不小。\n", ["10", "00", "00", "10", "00"]),
        ("一、抓早。早动手，早见效。\n二、抓小。小事不小。\n", ["10", "10"]),
        (
            "第一部分　为什么\n一、为了安全\n安全第一。\n第二部分　怎么办\n一、抓早\n早动手。\n",
            ["01", "12", "00", "01", "12", "00"],
        ),
        ("第一个词：早。\n早动手，早见效。\n第二个词：小。\n小事不小。\n", ["01", "00", "01", "00"]),
        ("第一、抓早\n早动手。\n第二、抓小\n小事不小。\n", ["01", "00", "01", "00"]),
        ("一是要抓早。\n早动手。\n二是要抓小。\n小事不小。\n", ["01", "00", "01", "00"]),
        ("一、抓早\n一是先动手。\n各村先动。\n二是早见效。\n各村要见效。\n", ["10", "02", "00", "02", "00"]),
        (
            "一、抓早\n（一）先动手\n各村先动。\n早见效\n各村见效。\n（三）不回头\n一抓到底。\n",
            ["10", "20", "00", "02", "00", "20", "00"],
        ),
    ],
)
def test_headings_and_where_they_stand(demands, wanted):
    inner = outlined(FRAME.format(demands))[3:-1]
    assert [f"{level}{implied}" for _, level, implied, _ in inner] == wanted
    assert [role for role, *_ in inner] == [
        "demand_body" if levels == "00" else "demand_heading" for levels in wanted
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("一要早。早动手。\n二要小。小事不小。\n三是实。不走过场。\n四要细。\n", "一要 二要 三是 四要"),
        ("第一时间赶到，第一责任人到岗，二、三产业和一、二年级都要管。\n", ""),
        ("首先，抓早。其次，抓小。最后，抓实。\n", "首先 其次 最后"),
        ("首先,抓早。\n其次,抓小。\n", "首先 其次"),
        ("首先，要感谢大家。\n", ""),
        ("做到：①早动手；②早见效；③不回头。\n", "① ② ③"),
        ("要做到（1）底数清，（2）责任明，（3）措施实。\n", "（1） （2） （3）"),
        ("有两件事：一、修路；二、架桥。\n", "一、 二、"),
        ("全年：1.修路；2.架桥；3.通水。\n", "1. 2. 3."),
        ("第一要早动手，第二要早见效。\n", "第二要"),
        ("第一点，早动手。\n第二点，早见效。\n", "第一点 第二点"),
        ("其一，认识不到位。其二，措施不到位。\n", "其一 其二"),
        ("一是早。二是小。要做到：一是勤查；二是快改。三是实。\n", "一是 二是 一是 二是 三是"),
        ("一是早动手。早见效。\n各村都要动。\n三是不回头。抓到底。\n", "一是 三是"),
    ],
)
def test_items(body, wanted):
    found = outlined(FRAME.format("一、抓实\n各村都要动起来，不能等。\n" + body + "二、抓细\n不走过场。\n"))
    assert " ".join(markers for *_, markers in found if markers) == (
        wanted if wanted != "第二要" else "第一要 第二要"
    )


def test_paragraphs_that_each_run_in_a_heading_are_items_without_a_marker():
    found = outlined(
        FRAME.format(
            "一、抓实\n严格落实责任。各村要到人。\n健全完善机制。每周要调度。\n二、抓细\n不走过场。\n"
        )
    )
    parts = structure.parts(
        with_front(
            read(
                FRAME.format(
                    "一、抓实\n严格落实责任。各村要到人。\n健全完善机制。每周要调度。\n二、抓细\n不走过场。\n"
                )
            ).blocks
        )
    )
    assert [len(part.items) for part in parts] == [0, 0, 0, 0, 1, 1, 0, 0, 0]
    assert found[4][3] == ""


@pytest.mark.parametrize(
    "ending",
    [
        ["同志们，做好这件事责任重大。"],
        ["各位同事，品牌是干出来的。让我们一起努力！", "谢谢大家！"],
        ["请县委放心，我们一定打好这一仗。"],
        ["今天的会议就到这里，散会。"],
        ["最后，祝大家身体健康！"],
        ["全镇各村要以更实的作风抓好落实，一刻不停往前赶。"],
        ["我的发言完了，谢谢各位。"],
        ["同学们，未来在你们手中。", "祝大家学习进步！", "谢谢！"],
    ],
)
def test_endings(ending):
    text = FRAME.split("{}")[0] + "一、抓早\n同志们都要早动手。\n各村要有台账。\n" + "\n".join(ending) + "\n"
    roles = [role for role, *_ in outlined(text)]
    assert roles == [
        "title", "salutation", "opening", "demand_heading", "demand_body", "demand_body", *["closing"] * len(ending),
    ]  # fmt: skip


def test_a_vocative_in_the_middle_ends_nothing():
    found = outlined(
        FRAME.format("一、抓早\n同志们，这件事很急。要早动手。\n二、抓小\n小事不小。\n各村要有台账。\n")
    )
    assert [role for role, *_ in found].count("closing") == 1


def test_a_greeting_has_a_situation_and_a_wish():
    text = "在茶会上的致辞\n市长　林远\n各位来宾：\n大家好！\n今天我们在这里相聚，很高兴。\n{}最后，祝大家安康！\n"
    found = outlined(text.format("全市有茶园三十万亩，茶农五万户。\n这里的水好，茶也好。\n"))
    assert [role for role, *_ in found] == [
        "title", "meta", "salutation", "salutation", "opening", "situation", "situation", "closing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "transition",
    [
        "下面，我讲三点意见。",
        "就做好这项工作，我再强调几点。",
        "现提出如下要求：",
        "借此机会，我提三点希望。",
        "下一步，重点抓好以下三项工作：",
    ],
)
def test_a_transition_of_its_own(transition):
    found = outlined(f"讲话\n同志们：\n今天开会。\n当前，形势不错。\n{transition}\n一、抓早\n早动手。\n")
    assert [role for role, *_ in found][2:6] == ["opening", "situation", "transition", "demand_heading"]


def test_review_before_the_transition_is_situation():
    found = outlined(
        "讲话\n同志们：\n今天开会。\n一年来，做了三件事。\n一是修路。修了十里。\n二是架桥。架了两座。\n下面，我讲两点意见。\n一、抓早\n早动手。\n二、抓小\n小事不小。\n"
    )
    assert [role for role, *_ in found][2:7] == ["opening", *["situation"] * 3, "transition"]


@pytest.mark.parametrize(
    "line",
    [
        "- 3 -",
        "第 2 页 共 9 页",
        "https://example.cn/a.html",
        "点击下载全文",
        "版权所有，转载请注明出处",
        "微信公众号：某某",
        "上一篇：春耕讲话",
        "3",
    ],
)
def test_noise_is_set_aside_wherever_it_stands(line):
    text = FRAME.format(f"一、抓早\n早动手。\n{line}\n二、抓小\n小事不小。\n")
    assert [role for role, *_ in outlined(text)].count("noise") == 1


@pytest.mark.parametrize(
    "titles",
    [
        ("防汛讲话稿篇1", "防汛讲话稿篇2", "防汛讲话稿篇3"),
        ("篇一：在动员会上的讲话", "篇二：在推进会上的讲话", "篇三：在总结会上的讲话"),
        ("第一篇　在动员会上的讲话", "第二篇　在推进会上的讲话", "第三篇　在总结会上的讲话"),
        ("【篇一】", "【篇二】", "【篇三】"),
        ("防汛讲话（一）", "防汛讲话（二）", "防汛讲话（三）"),
        ("（一）在动员会上的讲话", "（二）在推进会上的讲话", "（三）在总结会上的讲话"),
        ("范文1：在动员会上的讲话", "范文2：在推进会上的讲话", "范文3：在总结会上的讲话"),
        ("在动员会上的讲话", "在推进会上的讲话", "在总结会上的讲话"),
    ],
)
def test_compilations_of_every_kind(titles):
    one = "\n（2024年5月1日）\n同志们：\n今天开会。\n（一）抓早\n早动手。\n（二）抓小\n小事不小。\n同志们，让我们行动起来！\n"
    contents = "目录\n" + "\n".join(titles) + "\n"
    text = "防汛讲话稿3篇\n" + contents + "".join(title + one for title in titles) + "推荐阅读：防汛\n"
    around, *inner = structure.speeches(read(text).blocks)
    assert [blocks[0].text for blocks in inner] == list(titles)
    assert around[0].text == "防汛讲话稿3篇"
    assert around[-1].text == "推荐阅读：防汛"
    assert [len(blocks) for blocks in inner] == [9, 9, 9]


def test_a_speech_with_numbered_sections_is_no_compilation():
    text = "在会上的讲话\n同志们：\n（一）学习讲话\n学。\n（二）落实讲话\n做。\n一、贯彻讲话\n抓。\n二、宣传讲话\n讲。\n"
    assert len(structure.speeches(read(text).blocks)) == 2


def benchmark():
    spec = importlib.util.spec_from_file_location("scores", ROOT / "benchmarks/structure.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scores"] = module
    spec.loader.exec_module(module)
    return module


def test_the_scores_on_the_real_seeds():
    if not (SHARED / "gold").is_dir():
        pytest.skip("no ../shared/gold beside this checkout")
    lines, total = benchmark().table(SHARED / "seeds", SHARED / "gold", verbose=True)
    report = "\n".join(lines)
    assert total.macro() >= 0.98, report
    assert min(total.f1("levels"), total.f1("items"), total.f1("lines")) >= 0.98, report
    assert (total.speeches, total.noise) == (True, True), report


def test_the_scores_tell_what_is_wrong(tmp_path):
    (tmp_path / "a.txt").write_text("讲话\n同志们：\n今天开会。\n一、抓早\n早动手。\n", "utf-8")
    roles = ["title", "salutation", "situation", "demand_heading", "demand_body"]
    gold = [{"line": n, "role": role, "level": int(n == 4)} for n, role in enumerate(roles, 1)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, gold)), "utf-8")
    lines, total = benchmark().table(tmp_path, verbose=True)
    assert total.f1("levels") == 1
    assert total.macro() < 1
    assert [line for line in lines if "situation -> opening" in line]
