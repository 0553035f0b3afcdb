"""Random briefs, the templates held out for induction, and the benchmark that compares what is extracted."""

import importlib.util
import re
import sys

import pytest

import speechwriter
from drafts import ROOT
from qicao import brief as briefs
from qicao import fill as filling
from qicao import template as templates
from qicao.values import Record, Value, Values

HELD_OUT = sorted((ROOT / "tests/data/templates").glob("[!_]*.md"))
PATHS = [*sorted((ROOT / "templates").glob("[!_]*.md")), *HELD_OUT]
SMALL = ROOT / "tests/data/templates/safety-month.md"


def drafts(path, count, seed=0):
    template = templates.load(path)
    read = [briefs.read(template, text, "提纲.yaml") for text in speechwriter.briefs(template, count, seed)]
    return read, [filling.fill(template, one.values) for one in read]


def texts(value):
    match value:
        case Record():
            return [text for inner in value.fields.values() for text in texts(inner)]
        case Values():
            return [text for inner in value for text in texts(inner)]
        case Value():
            return [str(value)]
    return []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_five_random_briefs_draft_without_a_word(path):
    read, documents = drafts(path, 5, 3)
    assert [one.warnings for one in read] == [()] * 5
    assert not any(document.gaps for document in documents)
    assert len({document.text for document in documents}) == 5


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_a_held_out_template_drafts_its_own_example(path):
    from qicao import forms

    template = templates.load(path)
    assert template.warnings == ()
    document = filling.fill(template, briefs.read(template, forms.brief(template), "例.yaml").values)
    assert not document.gaps
    assert document.title


def test_the_same_seed_gives_the_same_briefs():
    template = templates.load(SMALL)
    assert speechwriter.briefs(template, 3, 7) == speechwriter.briefs(template, 3, 7)
    assert speechwriter.briefs(template, 3, 7) != speechwriter.briefs(template, 3, 8)


def test_long_values_are_hardly_ever_the_same_in_two_briefs():
    read, _ = drafts(ROOT / "templates/annual-conference.md", 6)
    held = [
        {text for value in one.values.values() for text in texts(value) if len(text) > 20} for one in read
    ]
    shared = [one & other for at, one in enumerate(held) for other in held[:at]]
    assert sum(map(len, shared)) <= sum(map(len, held)) // 50


def test_what_may_be_left_out_sometimes_is_and_lists_have_many_lengths():
    read, _ = drafts(ROOT / "templates/county-deployment.md", 12)
    assert {bool(one.values["依据"]) for one in read} == {True, False}
    assert {str(one.values["称呼"]) for one in read} > {"同志们"}
    assert len({len(one.values["汇报"]) for one in read}) >= 3


def test_a_record_that_counts_names_one_thing():
    read, _ = drafts(ROOT / "templates/city-dispatch.md", 4)
    known = {pair for rows in speechwriter.STOCK["topics"].values() for row in rows for pair in row["物"]}
    named = {f"{item.fields['单位']}|{item.fields['名称']}" for one in read for item in one.values["数据"]}
    assert named <= known


@pytest.mark.parametrize(
    ("symbol", "least"),
    [("任务句", 150), ("标题", 60), ("要点", 60), ("地", 30), ("会议", 30), ("单位", 30), ("局面", 60)],
)
def test_the_stock_is_rich(symbol, least):
    desk = speechwriter.Desk(speechwriter.Random(1))
    setting = speechwriter.STOCK["settings"]["市"]
    assert len({speechwriter.Writer(desk, setting).say(symbol) for _ in range(4 * least)}) >= least


def test_every_symbol_of_the_stock_is_known_and_every_rule_says_one():
    stock = speechwriter.STOCK
    known = {*stock, *stock["settings"]["市"], "地", "工作", "单位", "做", "险", "标", "量词", "物", "件"}
    phrases = [
        text for value in stock.values() if isinstance(value, list) for text in value if isinstance(text, str)
    ]
    used = {
        name for text in phrases for name in re.findall(r"\{([^{}]+)\}", text) if not name.startswith("数 ")
    }
    assert used | {row["say"] for row in stock["rules"]} <= known


# -- the benchmark


@pytest.fixture(scope="module")
def induction():
    path = ROOT / "benchmarks/induction.py"
    spec = importlib.util.spec_from_file_location("induction", path)
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = before


@pytest.mark.parametrize("name", ["village-plan", "quarterly-review", "field-visit"])
def test_the_truth_is_recovered_whole(induction, name):
    found = induction.measure(SMALL.with_stem(name), 3, 0, induction.truth)
    assert found.failure == ""
    assert found.equal == 1
    assert found.strict[1:] == found.holes[1:] == found.spans[1:] == (0, 0)
    assert found.kept == 1
    assert found.loops
    assert found.options
    assert all(score == 1 for *_, score in (*found.loops, *found.options))


def test_one_hole_finds_every_hole_and_keeps_no_text(induction):
    found = induction.measure(SMALL, 3, 0, induction.one_hole)
    hit, wrong, missed = found.strict
    assert (missed, found.kept, found.equal) == (0, 0, 1)
    assert hit / (hit + wrong) == pytest.approx(found.share, abs=0.02)  # line ends are in neither
    assert not any(score for *_, score in (*found.loops, *found.options))


def test_no_hole_finds_none_and_gives_back_one_speech(induction):
    found = induction.measure(SMALL, 3, 0, induction.no_hole)
    assert found.holes[:2] == (0, 0)
    assert found.equal == pytest.approx(1 / 3)


TEMPLATES = [
    path for folder in (ROOT / "templates", SMALL.parent) for path in sorted(folder.glob("[!_]*.md"))
]


@pytest.mark.parametrize("samples", [2, 3, 6])
def test_what_was_drawn_from_a_template_is_recovered(induction, samples):
    found = [induction.measure(path, samples, 0, induction.extracted) for path in TEMPLATES]
    assert [one.failure for one in found if one.failure] == []
    assert all(one.equal == 1 for one in found)
    hit, wrong, missed = (sum(counts) for counts in zip(*(one.strict for one in found), strict=True))
    assert hit / (hit + wrong) >= 0.95
    assert hit / (hit + missed) >= 0.95
    loops = [score >= induction.FOUND for one in found for _, inside, score in one.loops if not inside]
    options = [score for one in found for *_, score in one.options]
    assert sum(loops) / len(loops) >= 0.85
    assert sum(options) / len(options) >= 0.65


def test_an_extractor_that_gives_up_is_told_and_counts_as_nothing(induction):
    def give_up(_read, _known, _depth):
        raise ValueError("两篇讲话没有相同之处")

    found = induction.measure(SMALL, 2, 0, give_up)
    assert found.failure == "ValueError: 两篇讲话没有相同之处"
    assert (found.holes[0], found.equal) == (0, 0)
    assert "两篇讲话没有相同之处" in "\n".join(induction.table([found]))


def test_a_value_the_same_in_all_samples_is_no_hole_to_find(induction, make):
    template = make("甲: {type: text, example: 一}\n乙: {type: text, example: 二}", "甲{{ 甲 }}乙{{ 乙 }}。")
    values = [briefs.read(template, f"甲: 同\n乙: {one}\n", "x.yaml").values for one in ("子", "丑。")]
    drawn = [induction.recovery.Drawn.of(template, one) for one in values]
    assert drawn[1].text == "甲同乙丑。\n"
    assert induction.recovery.untold(drawn) == [{1, 4}, {1, 4}]


def test_an_option_that_cannot_be_taken_out_is_not_found(induction, make):
    recovery = induction.recovery
    template = make(
        "甲: {type: text, example: 一, default: ''}", "头。{% if 甲 %}稍后，{{ 甲 }}讲话。{% endif %}尾。"
    )
    drawn = [
        recovery.Drawn.of(template, briefs.read(template, text, "x.yaml").values)
        for text in ("甲: 某人\n", "甲: ''\n")
    ]
    assert list(recovery.options(drawn, drawn)) == [("甲", 1)]
    other = make("乙: {type: text, example: 一, default: ''}", "{{ 乙 }}")
    again = [
        recovery.Drawn.of(other, briefs.read(other, f"乙: {one.text}", "x.yaml").values) for one in drawn
    ]
    assert list(recovery.options(drawn, again)) == [("甲", 0)]
