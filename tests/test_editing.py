"""The machine that edits drafts as people do is sound: what it saves is the draft with just that edit."""

import os
import signal
import zipfile
from dataclasses import dataclass
from random import Random
from xml.etree import ElementTree

import pytest

import editing
import speechwriter
from drafts import ROOT, example
from editing import SESSIONS, EditingFailed
from qicao import brief as briefs
from qicao import fill as filling
from qicao import read, write
from qicao import template as templates
from qicao.document import Block, Document, Text
from qicao.ooxml import w

TEMPLATES = [
    path
    for folder in ("templates", "tests/data/templates")
    for path in sorted((ROOT / folder).glob("[!_]*.md"))
]
STEPS = [(name, stage) for name, plans in SESSIONS.items() for stage in range(len(plans))]
FIRE = {"holding": "9月18日凌晨"}  # a paragraph of city-dispatch
BEFORE, AFTER = {"holding": "电动自行车是群众"}, {"holding": "各县区、各部门要对照"}  # and those around it


def seeded(seed):
    return Random(seed)  # noqa: S311 - places, not secrets


def random_draft(path, seed=0, text=None):
    template = templates.load(path)
    text = speechwriter.briefs(template, 1, seed)[0] if text is None else text
    return filling.fill(template, briefs.read(template, text, "提纲.yaml").values)


def drafted(name):
    """Return the Document of an example, of a random brief, or of a brief that leaves all open."""
    slug, _, kind = name.partition(" ")
    path = next(path for path in TEMPLATES if path.stem == slug)
    return random_draft(path, 7, {"open": ""}.get(kind)) if kind else example(slug)


EDITS = [(draft, *step) for draft in ("city-dispatch", "party-class random") for step in STEPS]
EDITS.append(("public-appeal open", "fill every gap", 0))


# -- plans, without an office


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_plan_is_found_for_any_draft_and_says_what_will_be(path):
    for document in (random_draft(path, 1), random_draft(path, 2), random_draft(path, text="")):
        for name, stage in STEPS:
            for seed in range(4):
                plan = SESSIONS[name][stage](document, seeded(f"{name} {seed}"))
                now = "\n".join(plan.expected)
                assert plan.steps or (name == "fill every gap" and "〔待填" not in document.text)
                assert all(text in now for text in (*plan.kept, *plan.values.values(), *plan.moved))
                assert not any(text in now for text in plan.gone)
                assert (now == document.text.rstrip("\n")) == (not plan.steps or name == "change formatting")


@pytest.mark.parametrize(
    "texts", [("标题",), ("标题", "同志们："), ("标题", "就一段。"), ("一段。", "又一段。", "再一段。")]
)
def test_a_plan_is_found_for_a_draft_of_a_few_lines(texts):
    kinds = ("title", *["body"] * 3)
    document = Document(tuple(Block(kind, (Text(text),)) for kind, text in zip(kinds, texts, strict=False)))
    for name, stage in STEPS:
        plan = SESSIONS[name][stage](document, seeded(3))
        assert plan.expected
        assert plan.steps or plan.notes in ("too short", "no gaps")


def test_a_plan_is_the_same_for_the_same_seed():
    document = example("city-dispatch")
    for name, stage in STEPS:
        first, second = (SESSIONS[name][stage](document, seeded(5)) for _ in range(2))
        assert first == second


# -- in the office


@dataclass(frozen=True, slots=True)
class Desk:
    """An Editor and a folder to work in; what it opens, it saves beside."""

    editor: editing.Editor
    folder: object

    def written(self, document):
        """Return the file of a Document."""
        path = self.folder / "draft.docx"
        path.write_bytes(write(document))
        return path

    def edited(self, document, *steps):
        """Return (the file after the steps, the paragraphs LibreOffice showed)."""
        path = self.folder / "edited.docx"
        return path, self.editor.edit(self.written(document), steps, path)


@pytest.fixture
def desk(editor, tmp_path):
    return Desk(editor, tmp_path)


def texts(path):
    return tuple(block.text for block in read(path)[0].blocks)


def part(path, name="word/document.xml"):
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def said(element):
    return "".join(word.text or "" for word in element.iter(w("t")))


def shown(path, how):
    """Return the words of a file that are bold, bigger, centred or in another font, a line a paragraph."""
    made = []
    for paragraph in part(path).iter(w("p")):
        centred = paragraph.find(f"{w('pPr')}/{w('jc')}")
        if how == "centre":
            made += [said(paragraph)] if centred is not None and centred.get(w("val")) == "center" else []
        else:
            tag = w({"bold": "b", "bigger": "sz", "font": "rFonts"}[how])
            runs = [run for run in paragraph.iter(w("r")) if run.find(f"{w('rPr')}/{tag}") is not None]
            made.append("".join(map(said, runs)))
    return "\n".join(made)


def marked(path):
    """Return (names of the bookmarks at it, its text) of each paragraph of a file."""
    return [
        (tuple(mark.get(w("name")) for mark in paragraph.iter(w("bookmarkStart"))), said(paragraph))
        for paragraph in part(path).iter(w("p"))
    ]


@pytest.mark.office
@pytest.mark.parametrize(("draft", "name", "stage"), EDITS)
def test_the_file_is_the_draft_with_just_that_edit(desk, draft, name, stage):
    document = drafted(draft)
    plan = SESSIONS[name][stage](document, seeded(f"{draft} {name}"))
    path, _ = desk.edited(document, *plan.steps)
    assert texts(path) == plan.expected
    for phrase, how in plan.formatted:
        assert phrase in shown(path, how)


@pytest.mark.office
def test_a_draft_opened_and_saved_keeps_its_words_and_marks(desk):
    document = example("city-dispatch")
    path, there = desk.edited(document)
    assert there == [block.text for block in document.blocks]
    assert marked(path) == [((f"_qc{number}",), text) for number, text in enumerate(there, 1)]


@pytest.mark.office
@pytest.mark.parametrize(
    ("steps", "after"),
    [
        pytest.param([["insert_after", FIRE, "甲。"]], [("_qc10",), ()], id="Enter at the end"),
        pytest.param([["insert_before", FIRE, "甲。"]], [("_qc10",), ()], id="Enter at the start"),
        pytest.param([["delete", FIRE]], [], id="deleted"),
        pytest.param([["join", BEFORE]], None, id="Delete at the end of the one before"),
        pytest.param([["join_back", FIRE]], None, id="Backspace at the start"),
        pytest.param([["retype", FIRE, "消防站接警", "站里接警"]], [("_qc10",)], id="retyped"),
        pytest.param([["copy", FIRE, None, AFTER]], [("_qc10",), ("_qc10_Copy_1",)], id="copied"),
    ],
)
def test_marks_go_where_typing_takes_them(desk, steps, after):
    path, _ = desk.edited(example("city-dispatch"), *steps)
    names = [names for names, _ in marked(path)]
    if after is None:
        assert names[8:10] == [("_qc9", "_qc10"), ("_qc11",)]
    else:
        assert names[8 : 10 + len(after)] == [("_qc9",), *after, ("_qc11",)]


@pytest.mark.office
def test_enter_breaks_a_paragraph_but_only_the_line_inside_a_control(desk):
    announced = {"holding": "下面，"}  # of it, 我讲三点意见 is the template's
    path, _ = desk.edited(example("city-dispatch"), ["split", announced, "我讲"], ["split", FIRE, "消防站"])
    names = [names for names, _ in marked(path)]
    assert names[6:12] == [("_qc7",), (), ("_qc8",), ("_qc9",), ("_qc10",), ("_qc11",)]
    assert len(list(part(path).iter(w("br")))) == 1


@pytest.mark.office
def test_a_section_that_is_moved_takes_its_marks_along(desk):
    path, _ = desk.edited(example("city-dispatch"), ["move", FIRE, AFTER, BEFORE])
    assert [names for names, _ in marked(path)][7:12] == [
        ("_qc8",),
        ("_qc10",),
        ("_qc11",),
        ("_qc9",),
        ("_qc12",),
    ]


@pytest.mark.office
def test_changes_left_pending_are_in_the_file(desk):
    steps = (
        ["track"],
        ["retype", FIRE, "4分钟", "3分钟"],
        ["delete", AFTER],
        ["insert_after", FIRE, "新的一段。"],
    )
    path, _ = desk.edited(example("city-dispatch"), *steps)
    root = part(path)
    deleted = "".join(word.text for word in root.iter(w("delText")))
    assert "4分钟" in deleted
    assert "各县区、各部门要对照" in deleted
    assert "3分钟新的一段。" in "".join(map(said, root.iter(w("ins"))))
    assert {change.get(w("author")) for change in root.iter(w("ins"))} == {" ".join(editing.PERSON)}


@pytest.mark.office
def test_what_is_no_text_is_inserted(desk):
    document = example("city-dispatch")
    path, _ = desk.edited(
        document,
        ["table", FIRE, [["项目", "数量"], ["充电棚", "37"]]],
        ["picture", BEFORE],
        ["footnote", FIRE, "陂南区", "据通报。"],
        ["comment", AFTER, "举一反三", "请核实。"],
        ["page_break", {"holding": "二、压紧"}],
        ["line_break", AFTER, "要坚决克服"],
    )
    root = part(path)
    assert [[said(cell) for cell in row.iter(w("tc"))] for row in root.iter(w("tr"))] == [
        ["项目", "数量"],
        ["充电棚", "37"],
    ]
    assert len(list(root.iter(w("drawing")))) == 1
    assert "据通报。" in said(part(path, "word/footnotes.xml"))
    assert "请核实。" in said(part(path, "word/comments.xml"))
    breaks = [one.get(w("type")) for one in root.iter(w("br"))]
    assert breaks.count("page") + len(list(root.iter(w("pageBreakBefore")))) == 1
    assert breaks.count(None) + breaks.count("textWrapping") == 1
    words = "".join(text for _, text in marked(path) if text not in ("项目", "数量", "充电棚", "37"))
    assert words == "".join(block.text for block in document.blocks)


@pytest.mark.office
def test_a_draft_is_saved_as_odt_and_taken_up_again(desk):
    document = example("public-appeal")
    between, path = desk.folder / "between.odt", desk.folder / "after.docx"
    desk.editor.edit(desk.written(document), [], between)
    with zipfile.ZipFile(between) as package:
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    desk.editor.edit(between, [["type_at_end", {"text": document.blocks[-1].text}, "再见！"]], path)
    assert texts(path)[-1] == document.blocks[-1].text + "再见！"


@pytest.mark.office
def test_a_step_that_finds_nothing_is_told_and_the_next_job_goes_on(desk):
    document = example("public-appeal")
    with pytest.raises(EditingFailed, match="没有这样的话"):
        desk.edited(document, ["delete", {"holding": "没有这样的话"}])
    with pytest.raises(EditingFailed, match="no '没有'"):
        desk.edited(document, ["bold", {"text": document.title}, "没有"])
    assert len(desk.edited(document)[1]) == len(document.blocks)


@pytest.mark.office
def test_an_office_that_is_gone_is_started_again(desk):
    desk.edited(example("public-appeal"))
    os.killpg(desk.editor.office.pid, signal.SIGKILL)
    document = example("public-appeal")
    assert len(desk.edited(document)[1]) == len(document.blocks)


@pytest.mark.office
def test_an_office_that_does_not_answer_is_ended_and_told_of(desk, monkeypatch):
    document = example("public-appeal")
    monkeypatch.setattr(desk.editor, "patience", 0.01)
    with pytest.raises(EditingFailed, match="no answer"):
        desk.edited(document)
    assert desk.editor.office is None
    monkeypatch.undo()
    assert len(desk.edited(document)[1]) == len(document.blocks)
