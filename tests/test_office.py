"""Drafts in a real word processor: the page it prints, the numbers it shows, what it keeps on saving."""

import os
import re
import signal
import socket
import subprocess
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from drafts import ROOT, SLUGS, checked, example
from qicao import Options, fill, forms, read, write
from qicao import brief as briefs
from qicao import template as templates
from qicao.ooxml import w

pytestmark = pytest.mark.office

MM = 72 / 25.4  # points
LEFT, CENTRE, TOP, BOTTOM = 28 * MM, 106 * MM, 37 * MM, 262 * MM  # the type area
LINE = 28.95
FORMS = {"text": Options(), "native": Options(numbering="native"), "reading": Options(reading=True)}
LEVELS = ("一、", "（一）", "1.", "（1）")
RUN_IN = ("一是", "一要", "第一，", "其一，")
SYSTEM_PYTHON = "/usr/bin/python3"  # python3-uno belongs to the system's own python


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words and the box around them, in points from the corner of the page."""

    left: float
    top: float
    right: float
    words: tuple

    @property
    def text(self):
        return "".join(self.words)

    @property
    def middle(self):
        return (self.left + self.right) / 2


def pages(pdf):
    """Return the lines of each page of a PDF, from the top down."""
    command = ["pdftotext", "-bbox-layout", pdf, "-"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)
    return [_lines(page) for page in ElementTree.fromstring(done.stdout).findall(".//{*}page")]


def _lines(page):
    rows = {}
    for word in page.findall(".//{*}word"):
        rows.setdefault(round(float(word.get("yMin"))), []).append(word)
    made = []
    for _, row in sorted(rows.items()):
        row.sort(key=lambda word: float(word.get("xMin")))
        edges = float(row[0].get("xMin")), float(row[0].get("yMin")), float(row[-1].get("xMax"))
        made.append(Line(*edges, tuple(word.text for word in row)))
    return made


def body(page):
    """Return the lines inside the type area."""
    return [line for line in page if line.top < BOTTOM]


def number(page):
    """Return the line of the page number."""
    return page[-1]


def found(printed, start):
    """Return the first line of a document that starts with these words."""
    return next(line for page in printed for line in page if line.text.startswith(start))


def distances(lines):
    """Return how far apart the lines are."""
    return [round(below.top - above.top, 2) for above, below in pairwise(lines)]


def saved(folder, name, document, **options):
    """Return the path of a document written to a folder."""
    path = folder / f"{name}.docx"
    path.write_bytes(write(document, Options(**options)))
    return path


def own(slug):
    """Return the Document of a template's own short example."""
    template = templates.load(ROOT / "templates" / f"{slug}.md")
    brief = briefs.read(template, forms.brief(template, items=99), template.path.name)
    return fill.fill(template, brief.values)


@pytest.fixture(scope="module")
def examples(office, tmp_path_factory):
    """Return the folders of all examples: as written, as PDF, and as the word processor saved them.

    It is started once for all 36 of them, which takes 10 seconds in all.
    """
    home = tmp_path_factory.mktemp("drafts")
    folders = SimpleNamespace(written=home, pdf=home / "pdf", kept=home / "kept")
    for slug in SLUGS:
        for kind, document in (("full", example(slug)), ("own", own(slug))):
            for form, options in FORMS.items():
                (home / f"{slug}.{kind}.{form}.docx").write_bytes(write(document, options))
    everything = sorted(home.glob("*.docx"))
    for suffix, folder in (("pdf", folders.pdf), ("docx", folders.kept)):
        command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless"]
        command += ["--convert-to", suffix, "--outdir", folder, *everything]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folders


# -- the page


@pytest.mark.parametrize("profile", ["gb2312", "windows"])
def test_a_full_page_holds_22_lines_of_28_characters(filled, office, tmp_path, profile):
    """The last line, which is not stretched, tells how far the characters are apart."""
    characters = "国" * (26 + 28 * 65 + 20)  # three pages, the first line indented, and a line of 20
    document = filled("正文: {type: paragraphs, default: ''}", "{{ 正文 }}", f"正文: {characters}")
    printed = pages(office(saved(tmp_path, f"full-{profile}", document, profile=profile), "pdf"))
    counts = [[len(line.text) for line in body(page)] for page in printed]
    assert counts == [[26] + [28] * 21, [28] * 22, [28] * 22, [20]]
    for page in printed[:3]:
        lines = body(page)
        assert mean(distances(lines)) == pytest.approx(LINE, abs=0.02)
        assert TOP <= lines[0].top < TOP + LINE, f"the first line is {lines[0].top / MM:.2f} mm down"
        assert lines[1].left / MM == pytest.approx(28, abs=0.2)
    last = printed[3][0]
    advance = (last.right - last.left - 16) / 19
    assert advance == pytest.approx(16 - 0.25, abs=0.03)


def test_title_block_salutation_and_first_paragraph_stand_in_their_places(examples):
    first = pages(examples.pdf / "city-dispatch.full.text.pdf")[0]
    at = {start: found([first], start) for start in ("（2026", "云陂市人民政府", "同志们：", "刚才，")}
    titles = first[: first.index(at["（2026"])]
    for title in titles:
        assert (title.right - title.left) / len(title.text) == pytest.approx(22, abs=0.05), title
    for line in (*titles, at["（2026"], at["云陂市人民政府"]):
        assert line.middle == pytest.approx(CENTRE, abs=1), f"{line.text}: {line.middle / MM:.2f} mm"
    assert TOP <= titles[0].top < TOP + 34
    assert at["同志们："].left == pytest.approx(LEFT, abs=0.5)
    assert at["刚才，"].left == pytest.approx(LEFT + 2 * 16, abs=0.5)
    blank = at["同志们："].top - at["云陂市人民政府"].top
    assert blank == pytest.approx(2 * LINE, abs=0.2), f"the salutation is {blank:.2f} pt below the speaker"


def test_a_heading_is_set_in_16_points_and_indented(examples):
    heading = found(pages(examples.pdf / "city-dispatch.full.text.pdf"), "一、提高思想认识")
    advance = (heading.right - heading.left - 16) / (len(heading.text) - 1)
    assert advance == pytest.approx(16 - 0.25, abs=0.03)
    assert heading.left == pytest.approx(LEFT + 2 * 16, abs=0.5)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("form", FORMS)
def test_the_only_blank_line_is_the_one_below_the_title_block(examples, slug, form):
    pitch = 33 if form == "reading" else LINE
    wrong = []
    for place, page in enumerate(pages(examples.pdf / f"{slug}.full.{form}.pdf"), 1):
        lines = body(page)
        if place == 1:
            lines = lines[next(i for i, gap in enumerate(distances(lines), 1) if gap > 1.5 * pitch) :]
        apart = zip(distances(lines), lines, strict=False)
        wrong += [(place, line.text, gap) for gap, line in apart if gap != pytest.approx(pitch, abs=0.2)]
    assert not wrong, f"wanted {pitch} pt below each line, found (page, line, points): {wrong}"


def test_page_numbers_stand_outside_7_mm_below_the_text(examples):
    pdf = examples.pdf / "city-dispatch.full.text.pdf"
    printed = pages(pdf)
    assert len(printed) > 3
    for place, page in enumerate(printed, 1):
        line = number(page)
        assert " ".join(line.words) == f"— {place} —"
        edge, wanted = (line.right, 179.1) if place % 2 else (line.left, 32.9)
        assert edge / MM == pytest.approx(wanted, abs=0.7), f"page {place}: {edge / MM:.2f} mm"
        assert dash(pdf, place) == pytest.approx(269.0, abs=0.5)


def dash(pdf, page):
    """Return how far down, in mm, the dashes of the page number are: the rows with the most ink."""
    top, height = (round(mm / 25.4 * 300) for mm in (262.5, 12))
    command = ["pdftoppm", "-r", "300", "-gray", "-f", str(page), "-l", str(page)]
    command += ["-x", "0", "-y", str(top), "-W", "2480", "-H", str(height), str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    _, size, _, grey = picture.split(b"\n", 3)
    width = int(size.split()[0])
    ink = [sum(dot < 128 for dot in grey[at : at + width]) for at in range(0, len(grey), width)]
    rows = [row for row, dots in enumerate(ink) if dots > 0.6 * max(ink)]
    return (top + mean(rows) + 0.5) / 300 * 25.4


def test_the_reading_copy_is_larger(filled, office, tmp_path):
    brief = f"标题: 关于试点工作的讲话\n正文: {'国' * (22 + 24 * 20 + 10)}"
    document = filled(
        "标题: {type: text, default: ''}\n正文: {type: paragraphs, default: ''}",
        "{{ 标题 }}\n同志们：\n{{ 正文 }}",
        brief,
    )
    first, second = map(body, pages(office(saved(tmp_path, "reading", document, reading=True), "pdf")))
    assert (first[0].right - first[0].left) / len(first[0].text) == pytest.approx(24, abs=0.05)
    last = second[-1]
    assert len(last.text) == 10
    assert (last.right - last.left) / 10 == pytest.approx(18, abs=0.05)
    assert set(distances(second)) <= {32.9, 33.0, 33.1}


# -- numbers


def ordinal(mark, count):
    """Return the ordinal a series has at a place: 一、 at 21 is 二十一、."""
    tens, ones = divmod(count, 10)
    han = ("", "十")[tens] if tens < 2 else "一二三四五六七八九"[tens - 1] + "十"
    han += "一二三四五六七八九"[ones - 1] if ones else ""
    return mark.replace("一", han).replace("1", str(count))


def shown(path, office, suffix):
    """Return the words a word processor shows, without spaces; a list's label is followed by one."""
    if suffix == "txt":  # the plain filter writes the characters of the locale, in C question marks
        text = office(path, "txt:Text (encoded):UTF8").with_suffix(".txt").read_text("utf-8-sig")
        return re.sub("[ \t]", "", text).split()
    return [line.text for page in pages(office(path, "pdf")) for line in body(page)]


@pytest.mark.parametrize("numbering", ["text", "native"])
@pytest.mark.parametrize(("suffix", "count"), [("txt", 99), ("pdf", 12)])
def test_every_series_shows_the_same_ordinals_as_text_and_as_a_list(
    filled, office, tmp_path, numbering, suffix, count
):
    marks = (*LEVELS, *RUN_IN)
    loops = "".join(f"{{% for 项 in 各项 %}}\n{mark}{{{{ 项 }}}}\n{{% endfor %}}\n" for mark in marks)
    brief = f"各项: [{', '.join(['落实'] * count)}]"
    document = filled("各项: {type: list, of: text, default: []}", loops, brief)
    path = saved(tmp_path, f"{numbering}-{suffix}", document, numbering=numbering)
    wanted = [f"{ordinal(mark, at)}落实" for mark in marks for at in range(1, count + 1)]
    assert shown(path, office, suffix) == wanted
    lists = part(path, "word/document.xml").iter(w("numPr"))
    assert sum(1 for _ in lists) == (len(wanted) if numbering == "native" else 0)


@pytest.mark.parametrize("numbering", ["text", "native"])
def test_a_series_begins_anew_in_each_section(filled, office, tmp_path, numbering):
    params = """\
各章:
  type: list
  default: []
  of:
    题: {type: text}
    各节: {type: list, of: {题: {type: text}, 各项: {type: list, of: text}}}"""
    template = """\
{% for 章 in 各章 %}
一、{{ 章.题 }}
{% for 节 in 章.各节 %}
（一）{{ 节.题 }}
{% for 项 in 节.各项 %}
一是{{ 项 }}
{% endfor %}
{% endfor %}
{% endfor %}
"""
    brief = """\
各章:
  - {题: 春, 各节: [{题: 耕, 各项: [早, 深]}, {题: 种, 各项: [匀, 浅]}]}
  - {题: 秋, 各节: [{题: 收, 各项: [快, 净]}, {题: 藏, 各项: [干, 实]}]}
"""
    path = saved(tmp_path, f"anew-{numbering}", filled(params, template, brief), numbering=numbering)
    spring = "一、春 （一）耕 一是早 二是深 （二）种 一是匀 二是浅"
    autumn = "二、秋 （一）收 一是快 二是净 （二）藏 一是干 二是实"
    assert shown(path, office, "txt") == f"{spring} {autumn}".split()


# -- opening and saving


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("kind", ["full", "own"])
@pytest.mark.parametrize("form", FORMS)
def test_every_example_is_sound_opens_and_keeps_its_words_when_saved(examples, slug, kind, form):
    name = f"{slug}.{kind}.{form}"
    path = examples.written / f"{name}.docx"
    assert checked(path) == ""
    assert pages(examples.pdf / f"{name}.pdf")
    assert paragraphs(examples.kept / f"{name}.docx") == paragraphs(path)


def paragraphs(path):
    return [block.text for block in read(path)[0].blocks]


def part(path, name):
    """Return a part of a .docx as XML."""
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def comments(path):
    """Return (author, words) of each comment that the text refers to."""
    said = {
        comment.get(w("id")): (comment.get(w("author")), "".join(word.text for word in comment.iter(w("t"))))
        for comment in part(path, "word/comments.xml").iter(w("comment"))
    }
    return [said[mark.get(w("id"))] for mark in part(path, "word/document.xml").iter(w("commentReference"))]


@pytest.fixture
def empty(office, tmp_path):
    """Return (a draft that is all gaps, the same as the word processor saved it)."""
    template = templates.load(ROOT / "templates" / "city-dispatch.md")
    document = fill.fill(template, briefs.read(template, "", "提纲.yaml").values)
    assert len(document.gaps) > 5
    path = saved(tmp_path, "gaps", document)
    return path, office(path, "docx")


def test_gaps_keep_their_comments(empty):
    before, after = map(comments, empty)
    assert len(before) > 5
    assert after == before


def test_the_comments_have_a_date_that_word_can_read_after_saving(empty):
    dates = [comment.get(w("date")) for comment in part(empty[1], "word/comments.xml").iter(w("comment"))]
    wrong = [date for date in dates if date and not re.match(r"\d{4}-(?!00)\d\d-(?!00)\d\dT", date)]
    assert not wrong, f"{len(wrong)} of {len(dates)} dates are no dates: {wrong[0]}"


@pytest.mark.parametrize("at", [0, 1], ids=["written", "kept"])
def test_the_style_shades_a_gap(empty, at):
    path = empty[at]
    styles = part(path, "word/styles.xml").iter(w("style"))
    style = next(one for one in styles if one.find(w("name")).get(w("val")) == "讲话待填")
    assert style.find(f"{w('rPr')}/{w('shd')}").get(w("fill")) == "FFF2A8"
    document = part(path, "word/document.xml")
    gaps = [
        run for run in document.iter(w("r")) if "〔待填" in "".join(word.text for word in run.iter(w("t")))
    ]
    named = {run.find(f"{w('rPr')}/{w('rStyle')}").get(w("val")) for run in gaps}
    assert named == {style.get(w("styleId"))}
    assert not list(document.iter(w("shd")))


# -- driven from outside

COUNT = """
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

port, url = sys.argv[1:]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(150):
    try:
        office = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.2)
else:
    sys.exit("soffice did not answer in 30 seconds")
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
hidden = PropertyValue()
hidden.Name, hidden.Value = "Hidden", True
document = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
blocks = document.Text.createEnumeration()
paragraphs = 0
while blocks.hasMoreElements():
    paragraphs += blocks.nextElement().supportsService("com.sun.star.text.Paragraph")
fields = document.TextFields.createEnumeration()
annotations = 0
while fields.hasMoreElements():
    annotations += fields.nextElement().supportsService("com.sun.star.text.textfield.Annotation")
document.close(True)
print(paragraphs, annotations, flush=True)
os._exit(0)  # the bridge sometimes crashes where it is taken down
"""


def test_a_draft_with_comments_opens_over_uno(office, tmp_path):
    if (
        not Path(SYSTEM_PYTHON).exists()
        or subprocess.run(
            [SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, timeout=30, check=False
        ).returncode
    ):
        pytest.skip(f"{SYSTEM_PYTHON} cannot import uno (Debian: python3-uno)")
    document = example("city-dispatch")
    path = saved(tmp_path, "uno", document)
    script = tmp_path / "count.py"
    script.write_text(COUNT, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore"]
    command += [f"--accept=socket,host=127.0.0.1,port={port};urp"]
    listener = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, script, str(port), path.as_uri()],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.killpg(listener.pid, signal.SIGKILL)  # soffice is a script; its session holds the program itself
        listener.wait(10)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(len(document.blocks)), str(len(document.gaps))]
