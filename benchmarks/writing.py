"""What a draft costs, beside the least it could cost and beside others that make the same text.

python benchmarks/writing.py [RUNS]: briefs of 34 to 2,090 paragraphs, each as YAML text to a new .docx file,
warm; then one of 94 as a whole process, cold. What is shown are ratios inside one run, their median and their
spread over five runs. Needs docxtpl (pip install docxtpl); checks that all have written the same paragraphs.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import rivals

SIZES = {34: 60, 94: 30, 522: 6, 2090: 2}  # paragraphs: drafts of each in one run
MEDIUM = 94
COLD = 4  # processes of each in one run
SHELL = "import sys; sys.path.insert(0, {here!r}); import rivals; from pathlib import Path; "
SHELL += "rivals.PROGRAMS[{name!r}](Path({folder!r}))(Path({source!r}), Path({target!r}))"
IMPORTS = "import click, yaml, jinja2, jinja2.ext, jinja2.sandbox"


class Bench:
    """The programs, each with its template, and the briefs they draft."""

    def __init__(self, folder):
        rivals.prepare(folder)
        for size in SIZES:
            (folder / f"{size}.yaml").write_text(rivals.brief(size, folder / "speech.md"), "utf-8")
        self.folder = folder
        self.programs = {name: make(folder) for name, make in rivals.PROGRAMS.items()}

    def compare(self):
        """Write every brief with every program; exits where one has other paragraphs than the rest."""
        for size in SIZES:
            said = {}
            for name, draft in self.programs.items():
                draft(self.folder / f"{size}.yaml", self.folder / f"{name}.docx")
                said[name] = rivals.text_of(self.folder / f"{name}.docx")
            if len(said["qicao"]) != size or any(text != said["qicao"] for text in said.values()):
                sys.exit(f"{size}: not the same text")

    def warm(self):
        """Return the seconds a draft takes, by (program, paragraphs); the programs take turns."""
        taken = {}
        for size, times in SIZES.items():
            for _ in range(times):
                for name, draft in self.programs.items():
                    target = self.folder / f"{name}.docx"
                    target.unlink()
                    started = time.perf_counter()
                    draft(self.folder / f"{size}.yaml", target)
                    seconds = (time.perf_counter() - started) / times
                    taken[name, size] = taken.get((name, size), 0) + seconds
        return taken

    def cold(self):
        """Return the seconds of whole processes: one draft each, or imports alone."""
        source, target = str(self.folder / f"{MEDIUM}.yaml"), str(self.folder / "cold.docx")
        known = {"here": str(Path(__file__).parent), "folder": str(self.folder), "source": source}
        shells = {name: ["-c", SHELL.format(name=name, target=target, **known)] for name in self.programs}
        shells["qicao"] = ["-m", "qicao", "draft", source, "-o", target]
        shells |= {"its imports": ["-c", IMPORTS], "python -c pass": ["-c", "pass"]}
        # a program that is installed has its bytecode
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        taken = dict.fromkeys(shells, 0)
        for turn in range(COLD + 1):
            for name, command in shells.items():
                Path(target).unlink(missing_ok=True)
                started = time.perf_counter()
                subprocess.run([sys.executable, *command], check=True, capture_output=True, env=plain)
                taken[name] += (time.perf_counter() - started) / COLD if turn else 0
        return taken


def show(label, values):
    print(f"{label:<52}{median(values):9.2f}   {min(values):.2f} … {max(values):.2f}")


def main(runs):
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        bench.compare()
        print(f"{'all wrote the same paragraphs':<52}{'median':>9}   spread of {runs} runs")
        gc.freeze()  # or each program pays for what the others have imported
        warm = [bench.warm() for _ in range(runs)]
        for size in SIZES:
            ours = [run["qicao", size] for run in warm]
            show(f"{size} paragraphs: qicao / lower bound", _over(ours, warm, "lower bound", size))
            for other in ("docxtpl", "python-docx"):
                show(
                    f"{size} paragraphs: {other} / qicao", [1 / one for one in _over(ours, warm, other, size)]
                )
        for program in bench.programs:
            for less, more in pairwise(SIZES):
                grown = [(run[program, more] - run[program, less]) / (more - less) for run in warm]
                show(f"µs a further paragraph, {less} to {more}: {program}", [1e6 * one for one in grown])
        cold = [bench.cold() for _ in range(runs)]
        for other in ("its imports", "docxtpl", "lower bound", "python -c pass"):
            show(f"cold: qicao draft / {other}", [run["qicao"] / run[other] for run in cold])


def _over(ours, runs, other, size):
    return [one / run[other, size] for one, run in zip(ours, runs, strict=True)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
