"""The HTML page of a draft in a real browser."""

import re
import subprocess
from html.parser import HTMLParser

import pytest

from drafts import ROOT, SLUGS, example, run
from qicao import layout
from qicao.document import Block, Document, Field, Ordinal, Text
from qicao.problems import Span
from qicao.writers import grid, page, writer
from qicao.writers.word import Options

MM = 96 / 25.4  # pixels
PT = 96 / 72
GAP = Field("〔待填：数量〕", "数据.数量", "隐患的数量", True, Span("提纲.yaml", 7))
HOSTILE = (
    "<script>document.title='x'</script>",
    "\"><img src='http://127.0.0.1:9/x' onerror='alert(1)'>",
    "</style><style>*{display:none}</style>",
    "</title><base href='http://127.0.0.1:9/'>",
    "<!--",
    "&lt;b&gt;${title}$bar",
    "<iframe srcdoc='x'></iframe>‮]]>",
)
BOXES = """[...document.querySelectorAll('.sheet')].map(sheet => {
  const paper = sheet.getBoundingClientRect();
  return {lines: [...sheet.querySelectorAll('.l')].map(line => {
    const words = document.createRange(); words.selectNodeContents(line);
    const box = words.getBoundingClientRect(), own = line.getBoundingClientRect();
    return {text: line.textContent, left: box.left - paper.left, right: box.right - paper.left,
            top: own.top - paper.top, bottom: own.bottom - paper.top};
  }), number: (({left, right, top, bottom}) => ({left: left - paper.left, right: right - paper.left,
    top: top - paper.top, bottom: bottom - paper.top}))(sheet.querySelector('.number').getBoundingClientRect()),
    width: paper.width, height: paper.height};
})"""
PARAGRAPHS = """(() => { const found = {};
  for (const one of document.querySelectorAll('p[data-paragraph]'))
    found[one.dataset.paragraph] = (found[one.dataset.paragraph] || '') + one.textContent;
  return found; })()"""


def body(*texts):
    return Document(tuple(Block("body", (Text(text),)) for text in texts))


@pytest.fixture
def shown(browser, tmp_path):
    """Return shown(document, **options): a window that shows its page."""

    def show(document, **options):
        path = tmp_path / "页 面.html"
        path.write_bytes(page.write(document, Options(**options)))
        window = browser.window()
        window.open(path.as_uri())
        return window

    return show


class Tags(HTMLParser):
    """Notes the tags of a page, and fails at one that is closed wrongly."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], set()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attributes)
        if tag not in ("meta", "input", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_same_document_gives_the_same_bytes_and_sound_html():
    for slug in SLUGS:
        data = page.write(example(slug))
        assert data == page.write(example(slug))
        seen = Tags(data.decode()).seen
        assert seen & {"script", "link", "img", "iframe"} == set()
        assert "http" not in data.decode().replace("http-equiv", "")


def test_a_draft_is_written_as_a_page_by_its_suffix(tmp_path):
    done = run("draft", ROOT / "drafts/campus-briefing.yaml", "-o", "稿.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "稿.html\n")
    assert (tmp_path / "稿.html").read_bytes() == page.write(example("campus-briefing"))
    assert writer(tmp_path / "稿.HTML") is page.write


def test_hostile_words_are_words():
    blocks = tuple(
        Block(
            kind, (Text(words), Field(words, words, words), Field(words, words, words, True, Span(words, 3)))
        )
        for words, kind in zip(
            HOSTILE, ("title", "byline", "salutation", "heading", "point", "body", "body"), strict=True
        )
    )
    text = page.write(Document(blocks)).decode()
    assert Tags(text).seen <= {
        "html", "head", "meta", "title", "style", "body", "input", "header", "strong", "span", "label", "details",
        "summary", "ul", "li", "a", "main", "section", "div", "p", "mark", "footer",
    }  # fmt: skip
    assert "<script" not in text
    assert text.count("</style>") == 1
    assert "default-src 'none'; style-src 'sha256-" in text


@pytest.mark.parametrize("profile", layout.bundled())
def test_the_fonts_are_those_of_the_profile_and_then_what_others_have(profile):
    text = page.write(body("国"), Options(profile=profile)).decode()
    families = re.search(r"\.text \{[^}]*?font: [^\"]*([^;]*);", text).group(1)
    names = re.findall('"([^"]+)"', families)
    assert names[:2] == ["qc-latin", layout.page(profile, False)["fangsong"]]
    assert {"仿宋_GB2312", "仿宋", "FangSong"} <= set(names)


def test_a_gap_says_what_is_asked_and_where_and_once():
    text = page.write(Document((Block("body", (Text("国" * 22), GAP, Text("国" * 40))),))).decode()
    asked = "隐患的数量　请在提纲 提纲.yaml 第 7 行填写"
    assert text.count(f'<mark class="gap" title="{asked}">') == 2  # it goes on below
    assert text.count("data-note=") == text.count('data-note="第 7 行：隐患的数量"') == 1
    assert '<a href="#p0">数据.数量　隐患的数量' in text


# -- in the browser

browsing = pytest.mark.browser


@browsing
@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_is_there_whole_and_nothing_is_loaded(shown, slug):
    document = example(slug)
    window = shown(document)
    assert window.look("document.querySelectorAll('.sheet').length") == len(grid.laid(document, Options()))
    assert window.look(PARAGRAPHS) == {str(at): block.text for at, block in enumerate(document.blocks)}
    assert window.said == []
    assert [one for one in window.asked if not one.startswith("file:")] == []
    wider = 12  # where there is no Times, figures are a little wider
    for sheet in window.look(BOXES):
        assert (sheet["width"] / MM, sheet["height"] / MM) == pytest.approx((210, 297), abs=0.1)
        for line in sheet["lines"]:
            hangs = line["text"][-1:] in tuple("，。、：；！？")
            assert line["right"] <= 184 * MM + wider + (16 * PT if hangs else 0), line
            assert line["bottom"] <= 262 * MM + 1, line


@browsing
def test_a_full_page_is_22_lines_of_28_characters_in_their_places(shown):
    sheets = shown(body("国" * (26 + 28 * 65 + 20))).look(BOXES)
    assert [[len(line["text"]) for line in one["lines"]] for one in sheets] == [
        [26] + [28] * 21, [28] * 22, [28] * 22, [20],
    ]  # fmt: skip
    for sheet in sheets[:3]:
        lines = sheet["lines"]
        assert lines[0]["top"] / MM == pytest.approx(37, abs=0.1)
        assert (lines[21]["bottom"] - lines[0]["top"]) / 22 / PT == pytest.approx(28.95, abs=0.02)
        assert lines[1]["left"] / MM == pytest.approx(28, abs=0.1)
        assert lines[1]["right"] / MM == pytest.approx(184, abs=0.3)
    assert sheets[0]["lines"][0]["left"] / PT == pytest.approx(28 / 25.4 * 72 + 32, abs=0.5)
    last = sheets[3]["lines"][0]
    assert (last["right"] - last["left"]) / 20 / PT == pytest.approx(15.75, abs=0.03)


@browsing
def test_a_mark_that_does_not_fit_hangs_in_the_margin(shown):
    (sheet,) = shown(body("国" * 26 + "，" + "国" * 28 + "。国")).look(BOXES)
    for line in sheet["lines"][:2]:
        assert line["text"][-1] in "，。"
        assert (line["right"] / PT - 184 / 25.4 * 72) == pytest.approx(16, abs=0.6)


@browsing
def test_page_numbers_stand_outside_7_mm_below_the_text(shown):
    window = shown(body("国" * 1500))
    for place, sheet in enumerate(window.look(BOXES), 1):
        number = sheet["number"]
        edge, wanted = (number["right"], 179.1) if place % 2 else (number["left"], 32.9)
        assert edge / MM == pytest.approx(wanted, abs=0.3)
        assert (number["top"] + number["bottom"]) / 2 / MM == pytest.approx(268.1, abs=0.6)
    assert window.look("[...document.querySelectorAll('.number')].map(one => one.textContent)")[:2] == [
        "— 1 —",
        "— 2 —",
    ]


@browsing
@pytest.mark.parametrize("slug", ["city-dispatch", "public-appeal"])
def test_it_prints_on_a4_a_sheet_a_page(shown, slug, tmp_path):
    document = example(slug)
    path = tmp_path / "printed.pdf"
    path.write_bytes(shown(document).pdf())
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, encoding="utf-8").stdout
    assert f"Pages:           {len(grid.laid(document, Options()))}\n" in told
    assert "(A4)" in told
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    assert "标出提纲里的值" not in text  # the bar above the pages is for the screen


@browsing
def test_values_are_marked_only_where_that_is_asked(shown):
    window = shown(Document((Block("body", (Text("会议"), Field("推进会", "会议", "会议全称"), GAP)),)))
    colour = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    clear = "rgba(0, 0, 0, 0)"
    assert window.look(colour.format(".value")) == clear
    assert window.look(colour.format(".gap")) == "rgb(255, 242, 168)"
    window.look("document.querySelector('[for=values]').click()")
    assert window.look(colour.format(".value")) not in (clear, "rgb(255, 255, 255)")
    assert window.look("document.querySelector('.value').title") == "会议　会议全称"
    note = "getComputedStyle(document.querySelector('[data-note]'), '::after').content"
    assert "隐患的数量" in window.look(note)
    window.look("document.querySelector('[for=notes]').click()")
    assert window.look(note) == "none"


@browsing
def test_hostile_values_do_nothing_and_are_shown(shown):
    document = Document(
        (
            *(Block("body", (Field(one, one, one), Field(one, one, one, True))) for one in HOSTILE),
            Block("title", (Text(HOSTILE[0]),)),
            Block("point", (Text("。"),), ordinal=Ordinal(HOSTILE[1], "一是", 1)),
        )
    )
    window = shown(document)
    assert window.look("document.querySelectorAll('script, img, iframe, base').length") == 0
    assert window.look("document.title") == HOSTILE[0]
    assert window.look(PARAGRAPHS) == {str(at): block.text for at, block in enumerate(document.blocks)}
    assert window.said == []
    assert [one for one in window.asked if not one.startswith("file:")] == []


@browsing
def test_the_reading_copy_is_larger_and_bold(shown):
    window = shown(body("国" * 100), reading=True)
    style = (
        "(({fontSize, fontWeight}) => [fontSize, fontWeight])(getComputedStyle(document.querySelector('.l')))"
    )
    assert window.look(style) == ["24px", "700"]
    assert [len(line["text"]) for line in window.look(BOXES)[0]["lines"]][:2] == [22, 24]
