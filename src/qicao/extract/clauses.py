"""Clauses that repeat inside a paragraph without ordinals: 甲局汇报了…，乙局汇报了…，."""

from dataclasses import dataclass

_SEPARATORS, _STOPS = "，；、。", "。；！？"
_LEAST = 4  # bits of a word that each clause repeats


@dataclass(frozen=True, slots=True)
class Repeat:
    """For each text what stands before the clauses, the clauses, and what stands after them."""

    before: tuple
    rows: tuple
    after: tuple


def repeat(texts, bits):
    """Return the Repeat that says most in these texts (tuples of words), or None."""
    best, worth = None, 0
    for separator in _SEPARATORS:
        cut = [_clauses(text, separator) for text in texts]
        for word in _often(cut):
            said = bits.of(word)
            blocks = [_block(clauses, word) for clauses in cut]
            sizes = [end - start for start, end in blocks]
            if said < _LEAST or min(sizes) < 1 or max(sizes) < 2 or sum(sizes) <= len(sizes):
                continue
            if said * sum(sizes) > worth:
                best, worth = _made(cut, blocks), said * sum(sizes)
    return best


def _clauses(text, separator):
    """Return words cut after each separator and each end of a sentence, which stay with their clause."""
    made, at = [], 0
    for number, word in enumerate(text):
        if word == separator or word in _STOPS:
            made.append(text[at : number + 1])
            at = number + 1
    return [*made, text[at:]] if at < len(text) else made


def _often(cut):
    """Return the words that stand in two clauses of some text, and in every text."""
    everywhere = set.intersection(*({word for clause in clauses for word in clause} for clauses in cut))
    return sorted(
        word
        for word in everywhere
        if word.isalpha() and any(sum(word in clause for clause in clauses) > 1 for clauses in cut)
    )


def _block(clauses, word):
    """Return (start, end) of the longest row of clauses that have a word once each."""
    best, run = (0, 0), 0
    for at, clause in enumerate(clauses):
        run = run + 1 if clause.count(word) == 1 else 0
        if run > best[1] - best[0]:
            best = at + 1 - run, at + 1
    return best


def _made(cut, blocks):
    before = tuple(sum(clauses[:start], ()) for clauses, (start, _) in zip(cut, blocks, strict=True))
    rows = tuple(tuple(clauses[start:end]) for clauses, (start, end) in zip(cut, blocks, strict=True))
    after = tuple(sum(clauses[end:], ()) for clauses, (_, end) in zip(cut, blocks, strict=True))
    return Repeat(before, rows, after)
