"""Many drafts at once: two processes against one, in turn, and the memory of the one that gives out the work.

python benchmarks/many.py [ROWS]: of each of five rounds the seconds with one process, with two, and their
ratio; at the end the spread, the largest memory of the parent and its share of the CPU time (what cannot be
done by others; the ratio of seconds is that of an idle machine), and whether both made the same bytes.
"""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
ROUNDS = 5
BRIEF = """模板: campus-briefing
讲话人: 云陂县副县长 江远
形势: |
  入秋以来，各乡镇抢收抢种，进度总体比去年快。秋粮收割已经过半，油菜移栽刚刚开始，又赶上连阴雨，抢晴天、抢农时的任务很重。
  各村排查出的沟渠淤塞、机耕路损毁，要在封冻之前修好。
"""
# one run in a process of its own, which tells its seconds and its memory; click's own main would leave it
RUN = """
import json, resource, sys, time
from qicao.cli import main
began = time.perf_counter()
cpu = lambda who: sum(resource.getrusage(who)[:2])
try:
    main(sys.argv[1:], prog_name="qicao")
except SystemExit as end:
    assert not end.code, end.code
took = time.perf_counter() - began
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
own = cpu(resource.RUSAGE_SELF)
print(json.dumps([took, memory, own / (own + cpu(resource.RUSAGE_CHILDREN))]))
"""


def table(path, count):
    """Write a table of so many rows, a dozen columns each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        fields = [f"要求.{at}.{name}" for at in (1, 2, 3) for name in ("要点", "正文")]
        writer.writerow(["编号", "乡镇", "标题", "日期", *fields])
        for number in range(1, count + 1):
            town = f"第{number}乡"
            items = [
                text
                for at in (1, 2, 3)
                for text in (
                    f"抓好第{at}件事，把{town}的责任落到人",
                    f"{town}要在10月{at + 10}日前清淤沟渠{number % 90 + 3}公里，修复机耕路{number % 40}处，"
                    f"由村组逐段登记，乡镇逐处验收，县里抽查不少于{at + 2}次，不合格的限期返工。",
                )
            ]
            writer.writerow(
                [number, town, f"在{town}秋冬种工作例会上的讲话", f"2026-10-{number % 28 + 1}", *items]
            )


def run(folder, jobs):
    """Return (seconds, MiB of the parent, its share of all CPU time) of one run with so many processes."""
    out = folder / str(jobs)
    shutil.rmtree(out, ignore_errors=True)
    program = [
        sys.executable,
        "-c",
        RUN,
        "draft",
        "共同.yaml",
        "--rows",
        "乡镇.csv",
        "--jobs",
        str(jobs),
        "-o",
        str(out),
    ]
    env = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(program, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def digest(folder):
    """Return how many files a folder has, and the digest of their names and bytes."""
    found, files = hashlib.sha256(), sorted(folder.iterdir())
    for path in files:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return len(files), found.hexdigest()


def main(count):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "共同.yaml").write_text(BRIEF, "utf-8")
        table(folder / "乡镇.csv", count)
        ratios, memory, shares = [], 0, []
        for number in range(ROUNDS):
            (one, *_), (two, used, share) = run(folder, 1), run(folder, 2)
            ratios.append(one / two)
            memory = max(memory, used)
            shares.append(share)
            each = f"{one / count * 1000:.2f} ms a draft"
            took = f"one process {one:6.1f} s ({each}), two {two:6.1f} s"
            print(f"round {number + 1}: {took}, ratio {one / two:.2f}", flush=True)
        same = digest(folder / "1") == digest(folder / "2") and digest(folder / "1")[0] == count
        print(f"{count} drafts: ratio {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
        print(f"parent: {memory:.0f} MiB at most, {median(shares):.1%} of the CPU time; same bytes: {same}")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
