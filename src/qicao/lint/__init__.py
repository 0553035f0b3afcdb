"""The linter: what is wrong with the words, marks, numbers and order of a speech."""

from qicao.lint.finding import Finding, Speech, speeches
from qicao.lint.rules import Rule, rules

__all__ = ["Finding", "Rule", "Speech", "lint", "rules", "speeches"]


def lint(document, off=(), budget=None):
    """Return what all rules find in a Document, in the order of the text.

    off are ids of rules that are not asked; budget is the time its speech may take (length.Budget).
    """
    found = []
    for speech in speeches(document, budget):
        places = {id(part.block): at for at, part in enumerate(speech.parts)}
        asked = (rule.findings(speech) for rule in rules() if rule.id not in off)
        kept = _apart(one for some in asked for one in some)
        found += sorted(kept, key=lambda one: (places[id(one.block)], one.start, one.end))
    return found


def _apart(found):
    """Yield findings without those that would change what one of an earlier rule changes already."""
    changed = {}
    for one in found:
        if one.fix is not None:
            places = range(one.start, max(one.end, one.start + 1))
            taken = changed.setdefault(id(one.block), set())
            if not taken.isdisjoint(places):
                continue
            taken.update(places)
        yield one
