"""Induction with known truth: speeches drawn from a template are extracted, and compared with it.

    python benchmarks/induction.py [FOLDER or TEMPLATE …] [--quick] [--samples 2,3,6] [--seeds 3]

A character is a hole where it stands in a Field of the draft. What no reader of the samples could tell is
left out of P, R and F1, and counted in `strict`: values the same in all samples or seen in one of them only,
and the 。 between a value and the text after it. `spans` is the F1 of values that are whole from end to end,
`text` the share of the template's own characters that stayed text. A loop counts where its length varies:
found are those whose items the extracted template has as the items of one list (inline: inside a paragraph).
An option counts where it is on in some samples and off in others: emptied in the extracted brief, it must
give the speech without it.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from statistics import fmean

from qicao import brief as briefs
from qicao import template as templates
from qicao.readers import text as reader
from qicao.writers import text as writer

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "benchmarks"), str(ROOT / "tests")]
import recovery

import speechwriter

FOLDERS = (ROOT / "templates", ROOT / "tests/data/templates")
FOUND = 0.5  # of the span of its items, for a loop to count as found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one extraction has found of one template; holes are (hit, wrong, missed) characters."""

    template: str
    samples: int
    seed: int = 0
    holes: tuple = (0, 0, 0)
    strict: tuple = (0, 0, 0)
    spans: tuple = (0, 0, 0)
    kept: float = 0.0
    share: float = 0.0  # of the characters that are holes in truth
    equal: float = 0.0  # of the speeches that came back
    loops: tuple = ()  # (path, whether inside a paragraph, score)
    options: tuple = ()  # (path, score)
    seconds: float = 0.0
    failure: str = ""  # what the extractor said when it gave up


def measure(path, samples, seed, extract, depth="frame"):
    """Return the Outcome of drawing speeches from one template and extracting them.

    extract(documents, the true Made, depth) returns what qicao.extract.extract does: .template and .briefs.
    """
    template = templates.load(path)
    given = speechwriter.briefs(template, samples, seed)
    drawn = [recovery.Drawn.of(template, briefs.read(template, text, "提纲.yaml").values) for text in given]
    read = [reader.read(writer.plain(one.document).decode()) for one in drawn]
    start, failure = time.perf_counter(), ""
    try:
        again = _drafted(extract(read, Made(path.read_text("utf-8"), tuple(given)), depth))
    except Exception as error:  # a benchmark tells what failed, and goes on
        said = getattr(error, "problems", None)
        failure = f"{type(error).__name__}: {said[0].message if said else error}"[:90]
        again = [None] * samples
    seconds = time.perf_counter() - start
    matched = [recovery.carried(one, other) for one, other in zip(drawn, again, strict=True)]
    unknown = recovery.untold(drawn)
    return Outcome(
        path.stem,
        samples,
        seed,
        holes=recovery.holes(drawn, matched, unknown),
        strict=recovery.holes(drawn, matched, [frozenset()] * samples),
        spans=recovery.spans(drawn, matched, unknown),
        kept=recovery.kept(drawn, matched),
        share=fmean(sum(map(bool, one.paths)) / len(one.text) for one in drawn),
        equal=fmean(
            other is not None and one.text == other.text for one, other in zip(drawn, again, strict=True)
        ),
        loops=tuple(recovery.loops(drawn, matched)),
        options=tuple(recovery.options(drawn, again)),
        seconds=seconds,
        failure=failure,
    )


def _drafted(made):
    """Draft every speech again from what was extracted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.md"
        path.write_text(made.template, "utf-8")
        template = templates.load(path)
        return [
            recovery.Drawn.of(template, briefs.read(template, one, "提纲.yaml").values) for one in made.briefs
        ]


# -- extractors


@dataclass(frozen=True, slots=True)
class Made:
    """A template and a brief for each speech: the truth, or what a stand-in makes of the speeches."""

    template: str
    briefs: tuple


def extracted(read, _known, depth):
    """The extractor itself."""
    from qicao.extract import Speech, extract

    return extract([Speech(f"讲话{i}", one) for i, one in enumerate(read, 1)], name="probe", depth=depth)


def truth(_read, known, _depth):
    """A stand-in that knows the template: finds everything."""
    return known


def one_hole(read, _known, _depth):
    """A stand-in that takes the whole speech for one value."""
    head = "---\ntitle: 空\nparams:\n  全文: {type: paragraphs, example: 略}\n---\n{{ 全文 }}\n"
    texts = ("".join(f"  {line}\n" for line in one.text.splitlines()) for one in read)
    return Made(head, tuple(f"全文: |\n{text}" for text in texts))


def no_hole(read, _known, _depth):
    """A stand-in that takes the first speech for the template."""
    lines = "".join(f"\\{block.text}\n" for block in read[0].blocks)
    return Made(f"---\ntitle: 定\n---\n{lines}", ("{}\n",) * len(read))


EXTRACTORS = {"extract": extracted, "truth": truth, "hole": one_hole, "text": no_hole}


# -- the table


def _rates(counts):
    """Return (precision, recall, F1)."""
    hit, wrong, missed = counts
    precision = hit / (hit + wrong) if hit + wrong else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    return precision, recall, 2 * hit / (2 * hit + wrong + missed) if hit + wrong + missed else 1.0


def row(name, outcomes):
    """Return one line of the table: means over outcomes."""
    holes = [fmean(column) for column in zip(*(_rates(one.holes) for one in outcomes), strict=True)]
    strict, spans = (
        fmean(_rates(c)[2] for c in cs) for cs in zip(*((o.strict, o.spans) for o in outcomes), strict=True)
    )
    kept = fmean(one.kept for one in outcomes)
    loops = [one for outcome in outcomes for one in outcome.loops]
    block, inline = ([s >= FOUND for _, i, s in loops if i is inside] for inside in (False, True))
    options = [score for outcome in outcomes for _, score in outcome.options]
    parts = [
        f"{name:<24}{outcomes[0].samples if len({one.samples for one in outcomes}) == 1 else '':>3}",
        f"{fmean(one.share for one in outcomes):>7.0%}",
        *(f"{value:>7.3f}" for value in (*holes, strict, spans, kept)),
        f"{fmean(one.equal for one in outcomes):>7.0%}",
        *(f"{f'{sum(one):.4g}/{len(one)}' if one else '—':>10}" for one in (block, inline, options)),
        f"{fmean(one.seconds for one in outcomes):>7.2f}",
    ]
    return "".join(parts)


HEAD = (
    f"{'template':<24}{'n':>3}{'holes':>7}{'P':>7}{'R':>7}{'F1':>7}{'strict':>7}{'spans':>7}{'text':>7}{'equal':>7}"
    f"{'loops':>10}{'inline':>10}{'options':>10}{'s':>7}"
)


def table(outcomes):
    """Yield the lines of the table: a template and number of samples each, then totals."""
    yield HEAD
    groups = defaultdict(list)
    for one in outcomes:
        groups[one.template, one.samples].append(one)
    for (name, _), group in sorted(groups.items()):
        yield row(name, group)
    yield "-" * len(HEAD)
    for samples in sorted({one.samples for one in outcomes}):
        yield row("all", [one for one in outcomes if one.samples == samples])
    yield row("all", outcomes)
    for one in outcomes:
        if one.failure:
            yield f"{one.template} n={one.samples} seed={one.seed}: {one.failure}"


def _run(task, depth, stand_in):
    path, samples, seed = task
    return measure(path, samples, seed, EXTRACTORS[stand_in], depth)


def main():
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument(
        "paths", nargs="*", type=Path, default=FOLDERS, help="folders of templates, or templates"
    )
    asked.add_argument("--quick", action="store_true", help="one seed, 2 and 3 samples")
    asked.add_argument("--samples", default="", help="numbers of speeches, as 2,3,6")
    asked.add_argument("--seeds", type=int, help="how many draws of each")
    asked.add_argument("--depth", choices=("frame", "full"), default="frame")
    asked.add_argument("--stand-in", choices=EXTRACTORS, default="extract", help="what extracts")
    given = asked.parse_args()
    files = [f for p in given.paths for f in (sorted(p.glob("[!_]*.md")) if p.is_dir() else [p])]
    numbers = [int(n) for n in (given.samples or ("2,3" if given.quick else "2,3,6")).split(",")]
    seeds = range(given.seeds or (1 if given.quick else 3))
    run = partial(_run, depth=given.depth, stand_in=given.stand_in)
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(run, product(files, numbers, seeds)))
    print("\n".join(table(outcomes)))


if __name__ == "__main__":
    main()
