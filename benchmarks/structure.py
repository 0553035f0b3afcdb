"""Score reading and structure against gold: benchmarks/structure.py FOLDER [--gold FOLDER] [--verbose].

A text NAME.txt (.md, .docx) is scored against NAME.jsonl beside it or in the gold folder; a compilation
against NAME.jsonl or seed-file.jsonl, whose records name their `speech`. NAME.pieces.jsonl, where it
exists, says how the paragraphs of a text that is all on one line part. Fields: those of GUIDELINES.md.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from qicao import readers
from qicao.writers import outline

WHOLE = "seed-file.jsonl"  # the gold of the one compilation whose file has another name
MEASURES = ("roles", "levels", "implied", "items", "lines")


@dataclass
class Score:
    """What was found, in counts that add up over files."""

    roles: Counter = field(default_factory=Counter)  # (gold role, our role) -> paragraphs
    hits: Counter = field(default_factory=Counter)  # measure -> right
    ours: Counter = field(default_factory=Counter)  # measure -> found by us
    gold: Counter = field(default_factory=Counter)  # measure -> in the gold
    speeches: bool = True
    noise: bool = True
    misses: list = field(default_factory=list)

    def add(self, other):
        """Add the counts of another score."""
        for name in ("roles", "hits", "ours", "gold"):
            getattr(self, name).update(getattr(other, name))
        self.speeches &= other.speeches
        self.noise &= other.noise

    def count(self, measure, ours, gold):
        """Count two sets of one measure."""
        self.hits[measure] += len(ours & gold)
        self.ours[measure] += len(ours)
        self.gold[measure] += len(gold)

    def f1(self, measure):
        """Return F1 of a measure: 1 where there is nothing to find and nothing was found."""
        total = self.ours[measure] + self.gold[measure]
        return 2 * self.hits[measure] / total if total else 1.0

    def macro(self):
        """Return the mean of the F1 of every role of the gold."""
        each = []
        for role in {gold for gold, _ in self.roles if gold}:
            right = self.roles[role, role]
            said = sum(n for (_, ours), n in self.roles.items() if ours == role)
            meant = sum(n for (gold, _), n in self.roles.items() if gold == role)
            each.append(2 * right / (said + meant))
        return sum(each) / len(each) if each else 1.0


def score(path, gold):
    """Score one file against its records."""
    document, _ = readers.read(path)
    speeches = json.loads(outline.as_json(document))["speeches"]
    made = [
        {**paragraph, "speech": number if speech["title"] or len(speeches) == 1 else 0}
        for number, speech in enumerate(speeches, 1)
        for paragraph in speech["paragraphs"]
    ]
    result = Score()
    pieces = any("pos" in record and "line" not in record for record in gold)
    pairs = _by_words(made, gold) if pieces else _by_line(made, gold)
    for ours, meant in pairs:
        _compare(result, ours, meant, pieces)
    compiled = any(record.get("speech") for record in gold)
    if compiled:
        result.speeches = all(
            ours and (ours["speech"] == meant["speech"] or meant["role"] == ours["role"] == "noise")
            for ours, meant in pairs
            if meant
        )
    result.noise = all(
        (ours or {}).get("role") == "noise" or _may_be(meant, ours) if _noise(meant) else not _noise(ours)
        for ours, meant in pairs
        if not meant or not ours or not _may_be(meant, ours)
    )
    return result


def _noise(record):
    return bool(record) and record["role"] == "noise"


def _may_be(meant, ours):
    return bool(meant and ours) and ours["role"] in (meant["role"], meant.get("alt"))


def _by_line(made, gold):
    """Pair our paragraphs with the records that begin on the same line."""
    known = {}
    for record in made:
        known.setdefault(record["line"], record)
    lines = {record["line"] for record in gold}
    pairs = [(known.get(record["line"]), record) for record in gold]
    return pairs + [(record, None) for line, record in known.items() if line not in lines]


def _by_words(made, gold):
    """Pair our paragraphs with the pieces of one line that begin with the same words."""
    return [
        (next((one for one in made if one["text"].startswith(record["text_head"][:12])), None), record)
        for record in gold
    ]


def _compare(result, ours, meant, pieces):
    place = (meant or ours).get("line") or meant.get("pos")
    role = meant["role"] if meant else ""
    said = ours["role"] if ours else ""
    right = _may_be(meant, ours)
    result.roles[role, role if right else said] += 1
    levels = tuple({(place, one.get("level", 0))} - {(place, 0)} if one else set() for one in (ours, meant))
    result.count("levels", *levels)
    implied = [{(place, _implied(one))} if one and _implied(one) else set() for one in (ours, meant)]
    result.count("implied", *implied)
    known = [
        {(place, item["marker"], item["pos"]) for item in one.get("items", ())} if one else set()
        for one in (ours, meant)
    ]
    if not pieces:
        result.count("items", *known)
        ends = [
            {(place, one["line"], one.get("line_end", one["line"]))} if one else set()
            for one in (ours, meant)
        ]
        result.count("lines", *ends)
    if not right:
        result.misses.append(f"{place}: {role or '-'} -> {said or '-'}: {_head(meant or ours)}")
    for name, (mine, theirs) in {"level": levels, "implied": implied, "items": known}.items():
        if mine != theirs and not (pieces and name == "items"):
            missing, extra = sorted(theirs - mine), sorted(mine - theirs)
            result.misses.append(f"{place}: {name} -{missing} +{extra}: {_head(meant or ours)}")
    if not pieces and ours and meant and ours["line_end"] != meant.get("line_end", ours["line_end"]):
        result.misses.append(f"{place}: ends at {meant['line_end']} -> {ours['line_end']}: {_head(meant)}")


def _implied(record):
    return record.get("implied_level") or 0


def _head(record):
    return (record.get("text_head") or record.get("text", ""))[:30]


def cases(folder, gold):
    """Yield (text, records) of every text that has gold."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in readers.READERS:
            continue
        names = [f"{path.stem}.pieces.jsonl", f"{path.stem}.jsonl", WHOLE]
        known = next((gold / name for name in names if (gold / name).is_file()), None)
        if known:
            yield path, [json.loads(line) for line in known.read_text("utf-8").splitlines() if line.strip()]


def table(folder, gold=None, verbose=False):
    """Return (the lines of the table, the total) of a folder."""
    lines = [f"{'':28} {'macro':>6} " + " ".join(f"{name:>7}" for name in MEASURES) + "  speeches noise"]
    total = Score()
    for path, records in cases(folder, gold or folder):
        one = score(path, records)
        total.add(one)
        lines.append(_row(path.stem, one))
        lines += [f"    {miss}" for miss in one.misses if verbose]
    return [*lines, _row("total", total)], total


def _row(name, one):
    right = sum(n for (gold, ours), n in one.roles.items() if gold == ours)
    shares = [right / max(1, sum(one.roles.values())), *map(one.f1, MEASURES[1:])]
    cells = " ".join(f"{share:7.3f}" for share in shares)
    speeches, noise = ("exact" if right else "NOT" for right in (one.speeches, one.noise))
    return f"{name[:28]:28} {one.macro():6.3f} {cells}  {speeches:8} {noise}"


def main():
    """Print the table of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list what differs")
    known = parser.parse_args()
    lines, _ = table(known.folder, known.gold, known.verbose)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
