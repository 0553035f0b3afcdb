"""People edit drafts in LibreOffice; then the brief is pulled, and the draft updated from a changed brief and template."""

import re
from collections import Counter
from random import Random

import pytest

import editing
from drafts import ROOT, SHARED, SLUGS
from qicao import brief as briefs
from qicao import fill, write
from qicao import template as templates
from qicao.clean import clean
from qicao.document import Field
from qicao.pull import pull
from qicao.rework.draft import Draft
from qicao.target import save
from qicao.update import update

pytestmark = pytest.mark.office
LAST = "散会以后，请各单位把今天的会议精神尽快传达到每一名同志。"
MORE = "另据会前核对，以上情况没有变化。"


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    import os

    if lacking := editing.missing():
        refuse = pytest.fail if os.environ.get("QICAO_OFFICE") == "required" else pytest.skip
        refuse(f"{' and '.join(lacking)} not installed")
    with editing.start(tmp_path_factory.mktemp("office")) as one:
        yield one


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


def reworked(template):
    """Change a template: words of its own inside a paragraph, and a paragraph at its end."""
    text = template.read_text("utf-8")
    start = body(text)
    plain = re.sub(r"\{[{%#].*?[}%#]\}", lambda found: "\0" * len(found.group()), text[start:], flags=re.S)
    runs = [found for found in re.finditer("[一-龥]{5,}", plain) if "同志们" not in found.group()]
    at = start + runs[len(runs) // 2].end() - 2 if runs else start
    changed = f"{text[:at]}切实{text[at:]}" if runs else text
    template.write_text(f"{changed.rstrip()}\n{LAST}\n", "utf-8")


def changed(brief):
    """Change a brief: the longest value that ends a sentence says more. Returns its path and the new text."""
    one = briefs.load(brief)
    document = fill.draft(one)
    fields = [part for block in document.blocks for part in block.parts if isinstance(part, Field) and not part.gap]
    longest = max((part for part in fields if part.text.endswith("。")), key=lambda part: len(part.text), default=None)
    if longest is None:
        return ""
    text = brief.read_text("utf-8")
    tail = longest.text[-12:]
    if text.count(tail) != 1:
        return ""
    brief.write_text(text.replace(tail, tail + MORE), "utf-8")
    return longest.text + MORE


def texts(path):
    return [line.text for line in Draft(path).lines]


def checks(path):
    import subprocess
    import sys

    checker = SHARED / "tools" / "check_docx.py"
    if not checker.is_file():
        return ""
    done = subprocess.run([sys.executable, checker, "--no-xsd", path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def holds(plan, path, before, ours):
    """Return what was lost, came back or was doubled in a file that was updated."""
    now = texts(path)
    whole = "\n".join(now)
    wrong = [f"lost: {one}" for one in plan.kept if one not in whole]
    wrong += [f"came back: {one}" for one in plan.gone if one in whole]
    most = Counter(before) | Counter(block.text for block in ours.blocks)
    bare = {re.sub("^[（(]?[一二三四五六七八九十0-9]+[）)、.．是要]", "", one) for one in now}
    counts = Counter(one for one in now if len(one) > 8)
    wrong += [f"doubled: {one}" for one, count in counts.items() if count > max(most[one], 1) and bare]
    return wrong


@pytest.mark.parametrize("marks", [True, False], ids=["marks", "no-marks"])
@pytest.mark.parametrize("session", editing.SESSIONS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_session(editor, table, tmp_path, slug, session, marks):
    path, brief = desk(tmp_path, slug)
    rng = Random(f"{slug} {session}")
    document = fill.draft(briefs.load(brief))
    first, *rest = editing.SESSIONS[session]
    plan = first(document, rng)
    editor.edit(path, plan.steps)
    assert [one for one in texts(path) if one] == [one for one in plan.expected if one]
    if not marks:
        path.write_bytes(clean(path.read_bytes())[0])
    before = texts(path)
    # the edits flow back
    found = pull(Draft(path), briefs.load(brief))
    said = {one.path: one.now for one in found.changed}
    whole = "\n".join(before)
    for value in said.values():
        if isinstance(value, str):
            table["values read back"] += 1
    for name, value in plan.values.items():
        table["values changed on purpose"] += 1
        if name in said:
            assert value.strip() in str(said[name]).split("\n")
        else:
            table["values not read, but told" if found.problems else "VALUES LOST"] += 1
            assert found.problems
    if plan.where == "" and not plan.kept and not plan.gone and not plan.moved:
        assert not found.changed
    # and the draft is made again, of another brief and template
    changed(brief)
    reworked(tmp_path / "templates" / f"{slug}.md")
    made = update(path, str(brief))
    assert made.data is not None
    path.write_bytes(made.data)
    ours = fill.draft(briefs.load(brief))
    table["updates"] += 1
    assert holds(plan, path, before, ours) == []
    assert checks(path) == ""
    assert LAST in "\n".join(texts(path)) or any("update" in one.code or "base" in one.code for one in made.problems)
    assert update(path, str(brief)).data is None
    for more in rest:
        again = Draft(path)
        document = again.manifest.document
    assert editor.edit(path, [])
