"""People edit drafts in LibreOffice; then the brief is pulled, and the draft updated from a changed brief and template."""

import re
from collections import Counter
from random import Random

import pytest

import editing
import qicao
from drafts import ROOT, SHARED, SLUGS
from qicao import brief as briefs
from qicao import fill, write
from qicao.clean import clean
from qicao.document import Field
from qicao.pull import pull
from qicao.rework.draft import Draft
from qicao.update import update
from typed import Typed

pytestmark = pytest.mark.office
LAST = ("散会以后，请各单位把今天的会议精神尽快传达到每一名同志。", "会议材料会后由办公室统一收回。")
MORE = ("另据会前核对，以上情况没有变化。", "会后还将再核对一次。")


@pytest.fixture(scope="module")
def table():
    """Count what became of the edits, and print it at the end."""
    counts = Counter()
    yield counts
    print("\n" + "\n".join(f"{name:<60}{count:>6}" for name, count in sorted(counts.items())))


def desk(folder, slug):
    """Put a template, its example brief and its draft into a folder of their own; return (draft, brief)."""
    for path in (ROOT / "templates").glob("*.md"):
        target = folder / "templates" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    text = (ROOT / "drafts" / f"{slug}.yaml").read_text("utf-8")
    text = text.replace(f"模板: {slug}", f"模板: templates/{slug}.md")
    brief = folder / f"{slug}.yaml"
    brief.write_text(text, "utf-8")
    path = folder / f"{slug}.docx"
    path.write_bytes(write(fill.draft(briefs.load(brief))))
    return path, brief


def body(text):
    return text.index("\n---\n") + 5


def reworked(template, last):
    """Change a template: words of its own inside a paragraph, and a paragraph at its end."""
    text = template.read_text("utf-8")
    start = body(text)
    plain = re.sub(r"\{[{%#].*?[}%#]\}", lambda found: "\0" * len(found.group()), text[start:], flags=re.S)
    runs = [found for found in re.finditer("[一-龥]{5,}", plain) if "同志们" not in found.group()]
    at = start + runs[len(runs) // 2].end() - 2 if runs else start
    changed = f"{text[:at]}切实{text[at:]}" if runs else text
    template.write_text(f"{changed.rstrip()}\n{last}\n", "utf-8")


def changed(brief, more):
    """Change a brief: the longest value that ends a sentence says more."""
    one = briefs.load(brief)
    document = fill.draft(one)
    fields = [
        part for block in document.blocks for part in block.parts if isinstance(part, Field) and not part.gap
    ]
    longest = max((part for part in fields if part.text.endswith("。")), key=lambda part: len(part.text))
    text = brief.read_text("utf-8")
    tail = longest.text[-12:]
    assert text.count(tail) == 1
    brief.write_text(text.replace(tail, tail + more), "utf-8")


def texts(path):
    return [line.text for line in Draft(path).lines]


def checks(path):
    import subprocess
    import sys

    checker = SHARED / "tools" / "check_docx.py"
    if not checker.is_file():
        return ""
    done = subprocess.run(
        [sys.executable, checker, "--no-xsd", path], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def holds(plan, path, before, ours):
    """Return what was lost, came back or was doubled in a file that was updated."""
    now = texts(path)
    whole = "\n".join(now)
    wrong = [f"lost: {one}" for one in plan.kept if one not in whole]
    wrong += [f"came back: {one}" for one in plan.gone if one in whole]
    most = {one: max(before.count(one), ours.count(one), 1) for one in now}
    return wrong + [f"doubled: {one}" for one in set(now) if len(one) > 8 and now.count(one) > most[one]]


def pulled(table, plan, path, brief, marks):
    """Read the edits back, and check every value that was changed on purpose; without marks some are told."""
    found = pull(Draft(path), briefs.load(brief))
    said = {one.path: one.now for one in found.changed}
    table["values read back"] += len(said)
    for name, value in plan.values.items():
        read = str(said.get(name, "")).split("\n")
        table["values typed and found" if value.strip() in read else "values typed and told of"] += 1
        assert value.strip() in read or (not marks and name not in said and found.problems)
    if not (plan.kept or plan.gone or plan.moved):
        assert not found.changed


def updated(table, plan, path, brief):
    """Update the draft, and check that nothing is lost, that it is sound, and that a second update is idle."""
    before = texts(path)
    made = update(path, str(brief))
    assert made.data is not None
    path.write_bytes(made.data)
    ours = [block.text for block in fill.draft(briefs.load(brief)).blocks]
    wrong = holds(plan, path, before, ours)
    table["updates"] += 1
    table["edits kept"] += len(plan.kept)
    table["edits lost, come back or doubled"] += len(wrong)
    assert wrong == []
    assert checks(path) == ""
    assert update(path, str(brief)).data is None
    return made


@pytest.mark.parametrize("marks", [True, False], ids=["marks", "no-marks"])
@pytest.mark.parametrize("session", editing.SESSIONS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_session(editor, table, tmp_path, slug, session, marks):
    path, brief = desk(tmp_path, slug)
    rng = Random(f"{slug} {session}")  # noqa: S311 - places of edits
    table["sessions"] += 1
    plan, document = None, fill.draft(briefs.load(brief))
    for number, act in enumerate(editing.SESSIONS[session]):
        earlier, plan = plan, act(document, rng)
        editor.edit(path, plan.steps)
        assert [one for one in texts(path) if one] == [one for one in plan.expected if one]
        if not marks:
            path.write_bytes(clean(path.read_bytes())[0])
        pulled(table, plan, path, brief, marks)
        changed(brief, MORE[number])
        reworked(tmp_path / "templates" / f"{slug}.md", LAST[number])
        made = updated(table, plan, path, brief)
        assert LAST[number] in accepted(path)
        assert marks or "base-lost" in [one.code for one in made.problems]
        if earlier:
            now = "\n".join(texts(path))
            assert all(one in now for one in earlier.kept if one in "\n".join(plan.expected))
        editor.edit(path, [("accept_all",)])
        document = qicao.read(path)[0]
    assert editor.edit(path, [])


def accepted(path):
    """Return the words of a file with every suggestion accepted."""
    with Typed(path) as typed:
        return [text for _, text in typed.paragraphs()]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_bound_draft_that_libreoffice_has_damaged_is_read_right(editor, tmp_path, slug):
    path, brief = desk(tmp_path, slug)
    document = fill.draft(briefs.load(brief))
    path.write_bytes(write(document, qicao.Options(bound=True)))
    editor.edit(path, [])
    assert texts(path) == [block.text for block in document.blocks]
    found = pull(Draft(path), briefs.load(brief))
    assert (found.changed, [one.code for one in found.problems if one.code.startswith("pull")]) == ((), [])
    changed(brief, MORE[0])
    updated(Counter(), editing.Plan((), ()), path, brief)
    assert any(MORE[0] in text for text in texts(path))
