"""How many values are read back from drafts whose values and whose template words were changed.

python benchmarks/pulling.py [DRAFTS OF EACH TEMPLATE]: random drafts of every template; in each some values
are replaced by others of their kind, and 30 % of the template's stretches of words are reworded, right beside
values too. Three kinds of file: with the marks, without the tags of the controls (as LibreOffice 7.4 saves),
and without any mark. found: the brief has the new value. told: it has the old one, a message says so.
"""

import re
import sys
import tempfile
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

from lxml import etree

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import speechwriter
from qicao import brief as briefs
from qicao import fill, write
from qicao import template as templates
from qicao.clean import clean
from qicao.pull import pull, tree
from qicao.rework.draft import Draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = "再次认真立足当前着眼长远切实持续全面深入按照要求结合实际"
PLACES = (ROOT / "templates", ROOT / "tests/data/templates")


class Edits:
    """The words of a draft's file, in controls and outside, that somebody types over."""

    def __init__(self, data, rng):
        self.rng = rng
        with zipfile.ZipFile(data) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.controls, self.words = {}, []
        for text in self.root.iter(f"{W}t"):
            control = next((one for one in text.iterancestors(f"{W}sdt")), None)
            if control is None:
                self.words.append(text)
            else:
                path = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
                self.controls.setdefault(path, []).append(text)

    def retype(self, path, text):
        """Type another value over all places of one."""
        for one in self.controls[path]:
            one.text = text

    def reword(self, share):
        """Change some of the template's own stretches of words."""
        able = [one for one in self.words if len(re.findall("[一-龥]", one.text or "")) >= 2]
        for one in self.rng.sample(able, round(share * len(able))):
            at = self.rng.randrange(len(one.text) + 1)
            cut = self.rng.choice((0, 0, 1, 2, 3))
            start = self.rng.randrange(len(WORDS) - 4)
            put = WORDS[start : start + self.rng.choice((0, 2, 2, 4))]
            one.text = one.text[:at] + put + one.text[at + cut :]

    def save(self, path, tagged=True):
        """Write the file, with or without the tags of the controls."""
        if not tagged:
            for properties in self.root.iter(f"{W}sdtPr"):
                for one in list(properties):
                    properties.remove(one)
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        with zipfile.ZipFile(path, "w") as package:
            for name, data in self.parts.items():
                package.writestr(name, data)


def another(params, path, old, other):
    """Return a value of the same kind: the one another brief has at this place, or the old one varied."""
    param = tree.param_at(params, path)
    found = tree.get(other, path)
    if param.type not in ("text", "number", "paragraphs"):
        return ""
    if param.type == "number":
        return str(int(old) + 7) if old.isdigit() else ""
    if not isinstance(found, str) or not found.strip() or "\n" in found or "\n" in old or found == old:
        found = re.sub(r"\d+", lambda figure: str(int(figure.group()) + 3), old)
    return "" if found == old or "\n" in found else found.rstrip("。")


def once(template, text, other, rng, kind, folder, counts):
    """Draft, edit, pull and count once."""
    import json

    from qicao import manifest

    brief = folder / "brief.yaml"
    brief.write_text(text.replace(f"模板: {template.name}", f"模板: {template.path}"), "utf-8")
    read = briefs.load(brief)
    data = json.loads(manifest.given(read.given))
    path = folder / "draft.docx"
    path.write_bytes(write(fill.draft(read)))
    edits, truth = Edits(path, rng), {}
    paths = [one for one in edits.controls if isinstance(tree.get(data, one), str)]
    for one in rng.sample(paths, max(1, len(paths) // 4)):
        old = "".join(part.text for part in edits.controls[one][:1])
        if len(edits.controls[one]) == 1 and tree.get(data, one).rstrip("。\n") == old.rstrip("。"):
            new = another(template.params, one, tree.get(data, one).rstrip("\n"), other)
            if new and not re.search("待填", old):
                edits.retype(one, new + ("。" if old.endswith("。") else ""))
                truth[one] = new
    edits.reword(0.3)
    edits.save(path, tagged=kind == "marks")
    if kind == "no marks":
        path.write_bytes(clean(path.read_bytes())[0])
    found = pull(Draft(path), read)
    now = json.loads(manifest.given(found.values))
    for one in {*paths, *truth}:
        old, new, want = tree.get(data, one), tree.get(now, one), truth.get(one)
        same = _plain(new) == _plain(want if want else old)
        if want is None:
            counts[kind, "unchanged"] += 1
            counts[kind, "wrong"] += not same
        else:
            counts[kind, "changed"] += 1
            counts[kind, "found"] += same
            counts[kind, "told" if found.problems else "lost"] += not same and new == old
            counts[kind, "wrong"] += not same and new != old
        if not same and new != old:
            print(kind, template.name, one, repr(old)[:60], repr(want)[:60], repr(new)[:90], sep=" | ")


def _plain(value):
    return re.sub("[。\n]+$", "", value or "")


KINDS = ("marks", "no tags", "no marks")


def counted(count):
    """Return how many values were changed, found, told of, lost and read wrong, by (kind of file, what)."""
    counts = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in (path for place in PLACES for path in sorted(place.glob("[!_]*.md"))):
            template = templates.load(path)
            texts = speechwriter.briefs(template, count + 1, seed=11)
            for number, (text, other) in enumerate(pairwise(texts)):
                for kind in KINDS:
                    rng = Random(f"{path.name} {number} {kind}")
                    once(template, text, _values(template, other), rng, kind, Path(folder), counts)
    return counts


def main(count):
    counts = counted(count)
    for kind in KINDS:
        row = {
            name: counts[kind, name] for name in ("changed", "found", "told", "lost", "wrong", "unchanged")
        }
        share = row["found"] / max(row["changed"], 1)
        print(f"{kind:<10}", *(f"{name} {value:>6}" for name, value in row.items()), f"  {share:.1%} found")


def _values(template, text):
    import json

    from qicao import manifest

    return json.loads(manifest.given(briefs.read(template, text, "other.yaml").given))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
