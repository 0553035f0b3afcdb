"""The time a brief gives its speech: its key 时长, a text for the whole or one for each part."""

from qicao.lint import length
from qicao.located import Mapping, Scalar
from qicao.params import BUDGET_KEYS
from qicao.problems import problem


def budget(given, params):
    """Return (the Budget of a brief's values or None, problems with what is no time).

    given are the brief's values as nodes; where the template has a parameter of that name, its value is
    taken if it reads as a time.
    """
    key, node = next(((k, n) for k, n in given.entries if k.text in BUDGET_KEYS), (None, None))
    if key is None or (isinstance(node, Scalar) and not node.text):
        return None, ()
    own = key.text in params
    match node:
        case Scalar():
            read, bad = length.budget(node.text)
        case Mapping() if all(isinstance(one, Scalar) for _, one in node.entries):
            read, bad = length.budget({name.text: one.text for name, one in node.entries})
        case _:
            read, bad = None, ("",)
    if own:
        return (None if bad else read), ()
    places = {"": node, **{name.text: one for name, one in getattr(node, "entries", ())}}
    return read, tuple(problem("not-minutes", places[name].span, name=name or key.text) for name in bad)
