"""Drafts edited in LibreOffice as people edit them: the office, and twelve sessions of editing.

start(home) gives an Editor, SESSIONS the plans: a plan looks at any draft's Document and chooses its places by chance.
Words deleted but pending still stand in a paragraph for LibreOffice: in such a file accept_all and track off come first.
"""

import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qicao import markers
from qicao.document import GAP, Field
from qicao.structure.formulas import is_formula

SYSTEM_PYTHON = "/usr/bin/python3"  # python3-uno belongs to the system's own python
SCRIPT = Path(__file__).with_name("editor.py")
# in the plain C locale LibreOffice opens no file of a Chinese name
ANY_NAME = {**os.environ, "LC_ALL": "C.UTF-8"}
PERSON = ("青川", "闻")  # whose changes and comments they are: 闻青川
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>{}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>{}</value></prop></item>
</oor:items>
"""


class EditingFailed(Exception):  # noqa: N818 - it is the edit that failed
    """A step that could not be done, or an office that is gone twice."""


class _Gone(Exception):  # noqa: N818
    """The office does not answer any more."""


def missing():
    """Return the programs that are needed and not installed."""
    uno = [SYSTEM_PYTHON, "-c", "import uno"]
    able = (
        Path(SYSTEM_PYTHON).exists() and subprocess.run(uno, capture_output=True, check=False).returncode == 0
    )
    found = {"soffice (Debian: libreoffice-writer)": shutil.which("soffice"), "python3-uno": able}
    return [name for name, there in found.items() if not there]


@contextmanager
def start(home):
    """Give an Editor whose office has its profile in a folder; all is ended afterwards."""
    editor = Editor(Path(home))
    try:
        yield editor
    finally:
        editor.stop()


@dataclass(slots=True)
class Editor:
    """An office with someone at it; both start at the first edit, and once more when they are gone."""

    home: Path
    patience: float = 60  # seconds for one edit
    office: subprocess.Popen | None = None
    person: subprocess.Popen | None = None

    def edit(self, path, steps, save_as=None):
        """Open a file, do the steps, save as .docx or .odt; return the paragraphs; raises EditingFailed."""
        save = Path(save_as or path)
        job = {"open": str(path), "save": str(save), "as": save.suffix[1:], "steps": list(steps)}
        try:
            try:
                answer = self._answer(job)
            except _Gone:
                answer = self._answer(job)
        except _Gone as error:
            raise EditingFailed(f"no office: {error}") from error
        if "error" in answer:
            raise EditingFailed(answer["error"])
        return answer["paragraphs"]

    def _answer(self, job):
        if self.person is None:
            self._begin()
        try:
            self.person.stdin.write(f"{json.dumps(job)}\n".encode())
            self.person.stdin.flush()
            ready = select.select([self.person.stdout], [], [], self.patience)[0]
            line = self.person.stdout.readline() if ready else b""
        except OSError:
            line = b""
        answer = json.loads(line) if line else {"lost": f"no answer in {self.patience} seconds"}
        if "lost" in answer:
            self.stop()
            raise _Gone(answer["lost"])
        return answer

    def _begin(self):
        profile = self.home / "profile"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(*PERSON), "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        office = ["soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
        office += ["--norestore", f"--accept=socket,host=127.0.0.1,port={port},tcpNoDelay=1;urp"]
        quiet = {"stderr": subprocess.DEVNULL, "start_new_session": True, "env": ANY_NAME}
        self.office = subprocess.Popen(office, stdout=subprocess.DEVNULL, **quiet)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.person = subprocess.Popen([SYSTEM_PYTHON, SCRIPT, str(port)], **pipes, **quiet)

    def stop(self):
        """End the office; the next edit starts one anew."""
        for process in filter(None, (self.person, self.office)):
            with suppress(ProcessLookupError):  # soffice is a script; its session holds the program itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):
                    pipe.close()
        self.person = self.office = None


# -- what people type

_WHO = ("粮储中心", "文旅专班", "水文站", "档案馆", "供热公司", "轮渡管理所", "气象服务台", "菌种站")
_WHAT = ("更换老化的线缆", "清点备用的沙袋", "走访独居的老人", "核对仓房的台账", "疏通背街的暗渠", "补种枯死的行道树")  # fmt: skip
_WHEN = ("霜降之前", "农闲时节", "入汛以前", "本旬之内", "开市以前")
_THEN = ("逐件登记、逐件销号", "办完一件、公示一件", "当天的事不过夜", "做到来有回音、去有结果")
_HEADS = ("把小事办到群众心坎里", "让老街坊住得更安心", "管好用好每一分修缮钱", "在细微处见真功夫", "把账本晒在阳光下面")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person does to a draft (steps of editor.py), and what must be true of it afterwards.

    kept must stand in every later version, gone must not come back; values are those changed in the text, path to
    new text, where is all or one of the places of each; formatted is (phrase, bold or bigger or centre or font);
    moved are paragraphs that stand elsewhere now; expected is every paragraph after the edit.
    """

    steps: tuple
    expected: tuple
    kept: tuple = ()
    gone: tuple = ()
    values: dict = field(default_factory=dict)
    where: str = ""
    formatted: tuple = ()
    moved: tuple = ()
    notes: str = ""


class Page:
    """The paragraphs of a draft before someone: what is done is noted as a step and done to the texts."""

    def __init__(self, document, rng):
        self.rng, self.steps = rng, []
        self.blocks = [block for block in document.blocks if block.kind != "cell"]
        self.texts = [block.text for block in self.blocks]

    def plan(self, *texts_before, **known):
        """Return the Plan of what was done; of the texts before it, those are gone that stand nowhere now."""
        now = "\n".join(self.texts)
        gone = tuple(text for text in texts_before if text not in now)
        return Plan(tuple(self.steps), tuple(self.texts), gone=gone, **known)

    # -- places: numbers of paragraphs; one that was touched is not chosen again

    def bodies(self):
        """Return the ordinary paragraphs without gaps that were not touched, or the best there are."""
        there = [(at, one) for at, one in enumerate(self.blocks) if one]
        whole = [(at, one) for at, one in there if "〔" not in one.text]
        plain = [at for at, one in whole if one.kind == "body"]
        items = [at for at, one in whole if _depth(one)]
        return plain or items or [at for at, _ in there[1:]] or [len(self.texts) - 1]

    def some(self):
        return self.rng.choice(self.bodies())

    def sentence(self):
        """Return (paragraph, start, words) of a sentence; not a paragraph's only one, if there is another."""
        found = []
        for at in self.bodies():
            marker = markers.at_head(self.texts[at])
            head = marker.end if marker else 0
            cut = list(re.finditer("[^。！？；]+[。！？；]?[”’）]*", self.texts[at][head:]))
            found += [(len(cut) > 1 and len(one[0]) > 5, at, head + one.start(), one[0]) for one in cut]
        found = [one for one in found if not one[0] or "〔" not in one[3]]
        return self.rng.choice([one for one in found if one[0]] or found)[1:]

    def sections(self):
        """Return (first, last) of each section that another one follows, else of runs of ordinary paragraphs."""
        depths = [_depth(block) for block in self.blocks]
        found = []
        for at, depth in enumerate(depths):
            after = (one for one in range(at + 1, len(depths)) if 0 < depths[one] <= depth)
            end = next(after, 0) if depth else 0
            found += [(at, end - 1)] if end else []
        inner = range(1, len(depths) - 1)
        return found or [(at, at) for at in self.bodies() if at in inner] or [(at, at) for at in inner]

    def series(self):
        """Return (the last paragraph of a series, is it of headings, the ordinal that comes next) of each."""
        heads = {at: markers.at_head(block.text) for at, block in enumerate(self.blocks) if _depth(block)}
        heads = {at: marker for at, marker in heads.items() if marker and _next(marker)}
        found = []
        for at, one in heads.items():
            same = [(x, heads[x].number) for x in heads if heads[x].kind == one.kind]
            beside = [x for x, number in same if x > at and number <= 1] or [len(self.texts)]
            if not any(at < x < beside[0] and number == one.number + 1 for x, number in same):
                before = [x for x, number in same if x < at and number == one.number - 1]
                size = at - before[-1] if before else 1
                depth = _depth(self.blocks[at])
                ends = (x for x, block in enumerate(self.blocks) if x > at and _ends(block, depth))
                end = min(at + size, next(ends, len(self.blocks)))
                found.append((end - 1, self.blocks[at].kind == "heading", _next(one)))
        return found

    # -- actions

    def place(self, at, since=0):
        """Return a paragraph as a step names it, counted from another one."""
        text = self.texts[at]
        return {"text": text, "nth": self.texts[since : at + 1].count(text)}

    def do(self, name, *arguments):
        self.steps.append((name, *arguments))

    def new(self, comma="，", stop="。"):
        """Return a sentence that nobody said yet."""
        said, draw = "".join(self.texts), self.rng.choice
        tries = [f"{draw(_WHO)}要{draw(_WHAT)}{comma}{draw(_WHEN)}{draw(_THEN)}{stop}" for _ in range(30)]
        return next((words for words in tries if words not in said), tries[0])

    def retype(self, at, start, old, new):
        """Type over words of a paragraph."""
        text = self.texts[at]
        nth = len(re.findall(f"(?={re.escape(old)})", text[: start + len(old)]))
        self.do("retype", self.place(at), old, new, nth)
        self.texts[at], self.blocks[at] = text[:start] + new + text[start + len(old) :], None

    def add(self, at, *texts, by="insert_after"):
        """Put paragraphs after one: by insert_after, paste or paste_formatted."""
        self.do(by, self.place(at), "\n".join(texts))
        self.texts[at + 1 : at + 1] = texts
        self.blocks[at + 1 : at + 1] = [None] * len(texts)

    def add_before(self, at, words):
        self.do("insert_before", self.place(at), words)
        self.texts.insert(at, words)
        self.blocks.insert(at, None)

    def delete(self, first, last):
        """Delete paragraphs whole; return them."""
        self.do("delete", self.place(first), self.place(last, first))
        cut = self.texts[first : last + 1]
        del self.texts[first : last + 1], self.blocks[first : last + 1]
        return cut

    def move(self, first, last, to):
        """Cut paragraphs and paste them before another one; return them."""
        blocks = self.blocks[first : last + 1]
        cut = self.delete(first, last)
        _, *which = self.steps.pop()
        to -= len(cut) if to > last else 0
        self.do("move", *which, self.place(to))
        self.texts[to:to], self.blocks[to:to] = cut, blocks
        return tuple(cut)


def _depth(block):
    """Return the level of a heading, 5 of an item, else 0."""
    return {"heading": block.level, "point": 5}.get(block.kind, 0) if block else 0


def _ends(block, depth):
    """Tell whether a section of a depth ends before a paragraph."""
    return 0 < _depth(block) <= depth or (block is not None and is_formula("closing", block.text))


def _next(marker):
    """Return the ordinal after one as text, '' where there is none."""
    words = marker.kind.words
    over = words and (marker.form == marker.kind.last or marker.number >= len(words))
    return "" if over else markers.write(marker.kind, marker.number + 1, marker.form or None)


# -- the sessions: each takes a Page and returns its Plan


def figure(page):
    """Retype a figure: of a value if there is one, at all its places or at one of them."""
    found = sorted(_figures(page), key=lambda one: one[0])
    if not found:
        return rewrite(page)
    best = [one for one in found if one[0] == found[0][0]]
    places = Counter(one[4:] for one in best)
    often = [one for one in best if places[one[4:]] > 1]
    _, at, start, old, part, within = page.rng.choice(page.rng.choice((best, often)) or best)
    new = _number(page, old, page.texts[at][start + len(old) :][:1])
    if not isinstance(part, Field):
        page.retype(at, start, old, new)
        return page.plan(kept=(page.texts[at][max(0, start - 4) : start + len(new)],), where="one")
    same = [one[1:3] for one in found if one[4:] == (part, within)]
    where = page.rng.choice(("all", "one"))
    for place in sorted(same, reverse=True) if where == "all" else [(at, start)]:
        page.retype(*place, old, new)
    value = part.text[:within] + new + part.text[within + len(old) :]
    return page.plan(kept=(value,), values={part.path: value}, where=where)


def _figures(page):
    """Yield (rank, paragraph, start, figure, part, start in it): figures of values first, dates after amounts."""
    for at, block in enumerate(page.blocks):
        start = len(block.ordinal.text) if block.ordinal else 0
        for part in block.parts:
            for found in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", part.text, re.ASCII):
                dated = found.string[found.end() :][:1] in tuple("年月日时点分")
                rank = 2 * (not isinstance(part, Field)) + dated
                yield rank, at, start + found.start(), found.group(), part, found.start()
            start += len(part.text)


def _number(page, old, unit):
    """Return another figure of about the same size; a date stays one."""
    whole, point, rest = old.partition(".")
    low, high = max(1, int(whole) * 6 // 10), int(whole) * 14 // 10 + 2
    if unit and unit in "年月日时点分":
        low, high = (2027, 2039) if unit == "年" and len(whole) == 4 else (1, 12)
    tries = [f"{page.rng.randint(low, high)}{point}{rest}" for _ in range(30)]
    said = "".join(page.texts)
    return next((one for one in tries if one not in said), next(one for one in tries if one != old))


def rewrite(page):
    """Select a sentence and type another one."""
    at, start, old = page.sentence()
    new = page.new()
    page.retype(at, start, old, new)
    return page.plan(old, kept=(new,))


def add(page):
    """Type a new paragraph after one, or before one."""
    at, new = page.some(), page.new() + page.new()
    page.rng.choice((page.add, page.add_before))(at, new)
    return page.plan(kept=(new,))


def delete(page):
    """Delete a section."""
    sections = page.sections()
    return page.plan(*page.delete(*page.rng.choice(sections))) if sections else page.plan(notes="too short")


def move(page):
    """Cut a section and paste it before another one."""
    sections, depths = page.sections(), [_depth(block) for block in page.blocks]
    starts = sorted({at for at, _ in sections} | {at for at in page.bodies() if at})
    for first, last in page.rng.sample(sections, len(sections)):
        able = [at for at in starts if not first <= at <= last + 1]
        able = [at for at in able if depths[at] == depths[first]] or able
        if able:
            return page.plan(moved=page.move(first, last, page.rng.choice(able)))
    return page.plan(notes="too short")


def paste(page):
    """Paste two paragraphs of another program, or of a document with a font of its own."""
    by, texts = page.rng.choice(("paste", "paste_formatted")), (page.new(), page.new())
    page.add(page.some(), *texts, by=by)
    theirs = [(one, "font") for one in texts] if by == "paste_formatted" else ()
    return page.plan(kept=texts, formatted=tuple(theirs), notes=by)


def item(page):
    """Type the next item of a series after its last one; else begin a series in a paragraph."""
    head, words = page.rng.choice(_HEADS), page.new()
    if found := page.series():
        at, headed, ordinal = page.rng.choice(found)
        page.add(at, *((ordinal + head, words) if headed else (f"{ordinal}{head}。{words}",)))
        return page.plan(kept=(head, words), notes=ordinal)
    at = page.some()
    last = [one for one in markers.inside(page.texts[at]) if _next(one)][-1:]
    ordinal = _next(last[0]) if last else "一是"
    words = f"{head}，{words}"
    page.do("type_at_end", page.place(at), ordinal + words)
    page.texts[at] += ordinal + words
    return page.plan(kept=(words,), notes=ordinal)


def formats(page):
    """Make a sentence bold and another one bigger, and centre a paragraph."""
    at, _, bold = page.sentence()
    page.do("bold", page.place(at), bold)
    at, _, bigger = page.sentence()
    page.do("bigger", page.place(at), bigger)
    at = page.some()
    page.do("centre", page.place(at))
    return page.plan(formatted=((bold, "bold"), (bigger, "bigger"), (page.texts[at], "centre")))


def tracked(page):
    """With changes tracked: a sentence that is accepted, a paragraph that is rejected, both again left pending."""
    page.do("track")
    first = rewrite(page)
    page.do("accept_all")
    texts, blocks = list(page.texts), list(page.blocks)
    page.add(page.some(), page.new())
    page.do("reject_all")
    page.texts, page.blocks = texts, blocks
    second = rewrite(page)
    words = page.new()
    page.add(page.some(), words)
    kept = (*first.kept, *second.kept, words)
    return page.plan(*first.gone, *second.gone, kept=kept, notes="changes pending")


def through(page):
    """Save as .odt, open that, and save as .docx; a sentence is rewritten before or after."""
    early = page.rng.choice((True, False))
    if not early:
        page.do("through", "odt")
    made = rewrite(page)
    if early:
        page.do("through", "odt")
    return page.plan(*made.gone, kept=made.kept, notes="through .odt")


def again(page):
    """After an update: accept what is pending, rewrite a sentence, delete an ordinary paragraph and add one."""
    page.do("accept_all")
    made = rewrite(page)
    bodies = page.bodies()
    cut = page.delete(*[page.rng.choice(bodies)] * 2) if len(bodies) > 1 else ()
    words = page.new()
    page.add(page.some(), words)
    return page.plan(*made.gone, *cut, kept=(*made.kept, words))


def fill(page):
    """Type over every gap."""
    said, values = {}, {}
    for at, block in enumerate(page.blocks):
        for part in block.parts:
            for gap in GAP.findall(part.text):
                path = part.path if isinstance(part, Field) else f"{at} {gap}"
                words = said.setdefault(path, _value(page, gap))
                page.do("fill", gap, words)
                page.texts[at] = page.texts[at].replace(gap, words, 1)
                values.update({path: part.text.replace(gap, words)} if isinstance(part, Field) else {})
    return page.plan(kept=tuple(said.values()), values=values, where="all", notes="" if said else "no gaps")


def _value(page, gap):
    """Return what somebody types into a gap."""
    if re.search("数|多少|几|比例|[%％]", gap):
        return _number(page, "1000", "")
    if re.search("日期|时间|截至", gap):
        return f"{page.rng.randint(1, 12)}月{page.rng.randint(1, 28)}日"
    return page.new("并", "")


def _plan(act):
    """Make a plan (document, rng) -> Plan of what is done to a Page."""
    return lambda document, rng: act(Page(document, rng))


# each a tuple of plans in order; between two of them the draft is updated, and the second sees that draft
SESSIONS = {
    "retype a figure": (_plan(figure),),
    "rewrite a sentence": (_plan(rewrite),),
    "add a paragraph": (_plan(add),),
    "delete a section": (_plan(delete),),
    "move a section": (_plan(move),),
    "paste text from elsewhere": (_plan(paste),),
    "add a numbered item": (_plan(item),),
    "change formatting": (_plan(formats),),
    "accept and reject changes": (_plan(tracked),),
    "save as odt and back": (_plan(through),),
    "edit twice with an update between": (_plan(add), _plan(again)),
    "fill every gap": (_plan(fill),),
}
