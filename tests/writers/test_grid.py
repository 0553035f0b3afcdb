"""Lines and pages by the official grid, and how near they come to those of a word processor."""

import re
import shutil
import subprocess
from difflib import SequenceMatcher
from itertools import chain, groupby, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import CHARACTERS, SLUGS, example
from qicao.document import Block, Document, Field, Ordinal, Text
from qicao.tables import DATA, table
from qicao.writers import grid
from qicao.writers.word import Options, write

MARKS = "，。、：；！？）》”"
BOTTOM = 743  # points: what stands below on a page is its number


def laid(*texts, **options):
    """Return the pages of ordinary paragraphs, each a list of the texts of its lines."""
    document = Document(tuple(Block("body", (Text(text),)) for text in texts))
    return [[line.text for line in page] for page in grid.laid(document, Options(**options))]


def lines(text):
    return [line for page in laid(text) for line in page]


def test_a_full_page_holds_22_lines_of_28_characters():
    counts = [[len(line) for line in page] for page in laid("国" * (26 + 28 * 65 + 20))]
    assert counts == [[26] + [28] * 21, [28] * 22, [28] * 22, [20]]


def test_the_reading_copy_holds_fewer():
    counts = [len(line) for line in laid("国" * 500, reading=True)[0]]
    assert counts[:2] == [22, 24]
    assert len(counts) == 19


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("国" * 26 + "，国", "国" * 26 + "，"),  # hangs
        ("国" * 26 + "，，国", "国" * 25),  # of two marks only one can
        ("国" * 25 + "。”国国", "国" * 24),
        ("国" * 24 + "国（国）", "国" * 25),
        ("国" * 25 + "）国", "国" * 25 + "）"),
        ("国" * 25 + "——国", "国" * 25),
        ("国" * 25 + "……国", "国" * 25),
        ("国" * 24 + "2026年", "国" * 24),
        ("国" * 10 + "\v国", "国" * 10),
    ],
)
def test_where_a_line_ends(text, first):
    assert lines(text)[0] == first


def test_a_word_longer_than_a_line_is_cut():
    address = "https://example.cn/" + "a" * 300
    assert "".join(lines(address)) == address
    assert len(lines(address)) > 4


def test_a_page_without_words_and_a_paragraph_without_words():
    assert grid.laid(Document(()), Options()) == ((),)
    assert laid("", "国") == [["", "国"]]


@given(st.lists(st.text(CHARACTERS, max_size=200), max_size=6))
@settings(max_examples=60)
def test_no_words_are_lost_and_no_page_is_too_full(texts):
    pages = laid(*texts)
    assert all(len(page) <= 22 for page in pages)
    assert re.sub("[\v\n]", "", "".join(chain(*pages))) == re.sub("[\v\n]", "", "".join(texts))


@given(st.text("国家的发展，。、：；！？“”（）《》2026年ab %", max_size=400))
@settings(max_examples=60)
def test_no_line_begins_with_a_closing_mark_or_is_wider_than_the_page(text):
    made = lines(text)
    for line in made[1:]:
        runs = re.match(f"[{MARKS}]+", line)
        assert not runs or len(runs.group()) > 20, line
    for line in made:
        assert len(re.sub("[ -~]", "", line)) <= 29


def test_pieces_keep_the_values_and_the_leads_they_are_of():
    value = Field("压实责任" * 20, "要求.1.要点")
    block = Block("point", (value, Text("。做好。")), ordinal=Ordinal("一是", "一是", 1), lead=83)
    pieces = [
        piece for page in grid.laid(Document((block,)), Options()) for line in page for piece in line.pieces
    ]
    assert "".join(piece.text for piece in pieces if piece.field is value) == value.text
    assert "".join(piece.text for piece in pieces if piece.lead) == f"一是{value.text}。"


@pytest.mark.parametrize("slug", SLUGS)
def test_no_heading_stands_at_the_foot_of_a_page(slug):
    pages = grid.laid(example(slug), Options())
    for page, following in pairwise(pages):
        assert not page[-1].style.startswith("Heading")
        assert page[-1].style != "qcPointHeading"
        assert following[0].before == 0
        assert sum(line.height + line.before for line in page) <= 12756


def test_the_sizes_are_those_of_the_docx():
    """The page is kept twice, in the base document as XML and here: both say the same."""
    known = table("layout")["page"]
    document = ElementTree.fromstring(
        (DATA / "base/word/document.xml")
        .read_text("utf-8")
        .replace("${paragraphs}", "")
        .replace("${line}", "0")
    )
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    size, margin = (
        {key.removeprefix(word): int(value) for key, value in next(document.iter(word + name)).items()}
        for name in ("pgSz", "pgMar")
    )
    page = {name: int(value) for name, value in known.items() if value.isdigit()}
    assert (page["width"], page["height"]) == (size["w"], size["h"])
    assert (page["top"], page["left"], page["footer"]) == (margin["top"], margin["left"], margin["footer"])
    assert page["text_width"] == size["w"] - margin["left"] - margin["right"]
    assert page["text_height"] == size["h"] - margin["top"] - margin["bottom"]
    styles = (DATA / "base/word/styles.xml").read_text("utf-8")
    footer = styles[styles.index('w:styleId="Footer"') :]
    assert f'<w:spacing w:line="{known["number_line"]}" w:lineRule="exact"/>' in footer
    assert f'<w:sz w:val="{known["number_size"]}"/>' in footer
    assert f'w:right="{known["number_inset"]}"' in footer


# -- beside a word processor


def printed(pdf):
    """Return the texts of the lines of each page, without spaces."""
    command = ["pdftotext", "-bbox-layout", pdf, "-"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)
    made = []
    for page in ElementTree.fromstring(done.stdout).findall(".//{*}page"):
        words = [word for word in page.findall(".//{*}word") if float(word.get("yMin")) < BOTTOM]
        words.sort(key=lambda word: (round(float(word.get("yMin"))), float(word.get("xMin"))))
        rows = groupby(words, key=lambda word: round(float(word.get("yMin"))))
        made.append(["".join(word.text for word in row) for _, row in rows])
    return made


def has_times():
    """Tell whether letters and figures are as wide here as in Times New Roman."""
    if not shutil.which("fc-match"):
        return False
    done = subprocess.run(["fc-match", "Times New Roman"], capture_output=True, text=True, check=True)
    return any(name in done.stdout for name in ("Times New Roman", "Liberation Serif", "Tinos"))


@pytest.mark.office
def test_pages_and_lines_are_those_of_a_word_processor(office, tmp_path):
    """Without Times the figures are wider there: then only paragraphs without figures can be compared."""
    every, same, all_figures = 0, 0, has_times()
    for slug in SLUGS:
        document = example(slug)
        path = tmp_path / f"grid-{slug}.docx"
        path.write_bytes(write(document, Options()))
        theirs, ours = printed(office(path)), grid.laid(document, Options())
        assert len(ours) == len(theirs), slug
        blocks = enumerate(document.blocks)
        plain = {at for at, block in blocks if all_figures or not re.search("[!-~]", block.text)}
        wanted = [line.text.replace(" ", "") for page in ours for line in page if line.paragraph in plain]
        matcher = SequenceMatcher(None, wanted, [*chain(*theirs)], autojunk=False)
        same += sum(one.size for one in matcher.get_matching_blocks())
        every += len(wanted)
    assert every > 90
    assert same >= 0.9 * every, f"{same} of {every} lines"
