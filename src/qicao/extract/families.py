"""Which speeches belong together: those that say the same in many places."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from qicao.extract.cores import each
from qicao.extract.words import rarity, words

# shares of the bits of the shorter speech: unlike speeches of one subject share up to 0.08, two issues of a
# yearly one far more; what is proposed as one family should be worth a template
ALIKE, WORTH, KIN = 0.12, 0.25, 0.045
_SAMPLE = 12  # speeches that stand for all when it is asked whether they are kin


@dataclass(frozen=True, slots=True)
class Family:
    """Speeches that one template may serve; share is what they have in common on average, 0 to 1."""

    members: tuple
    share: float


def families(texts, least=ALIKE, spread=False):
    """Return the families of some speeches, the largest first; members are numbers of texts.

    least is the share of its bits a speech must have in common with the first of its family.
    spread: the words of each are counted on all cores, which pays where nothing else is done with them.
    """
    owners, found = {}, []  # run -> families whose first member has it; (members, shares, bits of the first)
    for at, runs in enumerate((each if spread else map)(_runs, texts)):
        own = max(1, sum(runs.values()))
        said = Counter()
        for run, bits in runs.items():
            for group in owners.get(run, ()):
                said[group] += bits
        shares = {group: bits / min(own, found[group][2]) for group, bits in said.items()}
        best = max(shares, key=shares.get, default=None)
        if best is not None and shares[best] >= least:
            found[best][0].append(at)
            found[best][1].append(shares[best])
        else:
            found.append(([at], [], own))
            for run in runs:
                owners.setdefault(run, []).append(len(found) - 1)
    made = [Family(tuple(who), sum(shares) / len(shares) if shares else 1) for who, shares, _ in found]
    return sorted(made, key=lambda family: (-len(family.members), family.members))


def are_kin(texts):
    """Tell whether speeches have more in common, on average, than any two of one subject."""
    runs = list(map(_runs, texts[:_SAMPLE]))
    own = [max(1, sum(one.values())) for one in runs]
    shares = [
        sum(runs[a][run] for run in runs[a].keys() & runs[b].keys()) / min(own[a], own[b])
        for a, b in combinations(range(len(runs)), 2)
    ]
    return sum(shares) >= KIN * len(shares)


def _runs(text):
    """Return the runs of three words of a text, as numbers, with the bits each says."""
    rows = map(words, text.split("\n"))
    return {
        crc32("\0".join(run).encode()): sum(map(rarity, run))
        for row in rows
        for run in zip(row, row[1:], row[2:], strict=False)
    }
