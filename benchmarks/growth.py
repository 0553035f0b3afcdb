"""Whether the work on an edited draft grows in step with its length.

python benchmarks/growth.py [PARAGRAPHS]: seconds at that size, at twice and at four times it, then each
against the one before: x2.0 is a straight line, x4.0 a square.
"""

import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from qicao import brief as briefs
from qicao import fill, readers, repair, structure, write
from qicao.align import align
from qicao.extract.entities import facts
from qicao.merge import Line, merge
from qicao.pull import pull
from qicao.rework.draft import Draft
from qicao.update import update
from typed import Typed, W

TEMPLATE = """\
---
title: 长讲话
params:
  会议: {type: text, example: 会}
  要求: {type: list, of: {标题: {type: text}, 正文: {type: paragraphs}}, example: []}
---
在{{ 会议 }}上的讲话
同志们：
{% for 条 in 要求 %}
一、{{ 条.标题 }}
{{ 条.正文 }}
{% endfor %}
"""
STOCK = sorted(
    {
        sentence.strip() + "。"
        for path in (ROOT / "seeds").glob("*.txt")
        for sentence in path.read_text("utf-8").replace("\n", "。").split("。")
        if len(sentence.strip()) > 10
    }
)


class Speech:
    """A speech of some paragraphs, as texts, as a brief and as a draft that was edited."""

    def __init__(self, size, folder):
        folder.mkdir()
        dice = random.Random(size)
        self.texts = [f"第{at}项：" + "".join(dice.sample(STOCK, 3)) for at in range(size)]
        self.edited = list(self.texts)
        for at in dice.sample(range(size), size // 10):
            self.edited[at] = self.edited[at].replace("，", "，切实", 1)
        rows = "".join(
            f"  - 标题: 第{at}个方面\n    正文: |\n"
            + "".join(f"      {text}\n" for text in self.texts[at : at + 9])
            for at in range(0, size, 9)
        )
        (folder / "long.md").write_text(TEMPLATE, "utf-8")
        self.brief = folder / "long.yaml"
        self.brief.write_text(f"模板: {folder / 'long.md'}\n会议: 全县年度工作会\n要求:\n{rows}", "utf-8")
        self.draft = folder / "long.docx"
        self.draft.write_bytes(write(fill.draft(briefs.load(self.brief))))
        with Typed(self.draft) as typed:
            for text in typed.root.iter(f"{W}t"):
                if dice.random() < 0.1:
                    text.text = text.text.replace("，", "，切实", 1)
        self.brief.write_text(self.brief.read_text("utf-8").replace("年度", "半年"), "utf-8")


def lines(texts):
    return [Line(text) for text in texts]


def half_width(texts):
    return "\n".join(texts).translate(str.maketrans("，：；！？（）", ",:;!?()"))


def shuffled(texts):
    return random.Random(1).sample(texts, len(texts))


WORK = {
    "fill": lambda one: fill.draft(briefs.load(one.brief)),
    "read": lambda one: readers.read(one.draft),
    "pull": lambda one: pull(Draft(one.draft), briefs.load(one.brief)),
    "update": lambda one: update(one.draft),
    "align": lambda one: align(one.texts, one.edited),
    "align, shuffled": lambda one: align(one.texts, shuffled(one.edited)),
    "merge": lambda one: merge(lines(one.texts), lines(one.edited), lines(reversed(one.texts))),
    "speech": lambda one: structure.parts(readers.text.read(half_width(one.texts)).blocks),
    "repair": lambda one: repair.repair(half_width(one.texts)),
    "facts": lambda one: [facts(text) for text in one.texts],
}


def main(size):
    with tempfile.TemporaryDirectory() as folder:
        speeches = [Speech(size * times, Path(folder, str(times))) for times in (1, 2, 4)]
        for name, work in WORK.items():
            work(speeches[0])
            taken = [_seconds(work, speech) for speech in speeches]
            grown = [f"x{b / a:.1f}" for a, b in pairwise(taken)]
            print(f"{name:<16}", *(f"{one:8.3f} s" for one in taken), *grown, sep="  ")


def _seconds(work, speech):
    started = time.process_time()
    work(speech)
    return time.process_time() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
