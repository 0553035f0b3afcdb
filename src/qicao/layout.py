"""How a draft looks: its page, sizes and fonts, as data/layout.yaml has them and an office's qicao.yaml.

A profile that an office has set is written out, 县府办{fangsong=方正仿宋_GBK;line=560}, wherever a draft
is made or kept: so it needs no file of the office in a worker, on another machine, or years later.
"""

import re
from functools import cache

from qicao import settings
from qicao.located import Mapping, Scalar, Sequence
from qicao.problems import ProblemsFound, problem
from qicao.tables import table

USUAL = "gb2312"
_LIKE = "like"
_NAME = re.compile(r"\w[\w-]{0,29}")
_FONT = re.compile(r"\w[\w .·-]{0,39}")
_POINTS = re.compile(r"(\d{1,2}(?:\.\d)?) ?(?:磅|pt)")
_SPELLED = re.compile(rf"({_NAME.pattern})\{{([^{{}}]{{1,500}})\}}")
_SMALLEST, _LARGEST = 5, 72  # points, what Word lists


def bundled():
    """Return the names of the profiles that come along."""
    return tuple(table("layout")["profiles"])


def profiles(near="."):
    """Return {name: the profile written out} of what one may choose for a file; raises ProblemsFound."""
    made, found = {name: name for name in bundled()}, []
    for path in reversed([*settings.files(near)]):
        node = _read(path, found)
        inner = node.get("profiles") if node else None
        if isinstance(inner, Mapping):
            made |= {key.text: _house(key, said, found) for key, said in inner.entries}
        elif inner is not None and not _is_empty(inner):
            found.append(problem("profiles-not-keys", inner.span))
    if found:
        raise ProblemsFound(found)
    return made


def usual(near="."):
    """Return the name of the profile a file has where none is asked for; raises ProblemsFound."""
    found = []
    for path in settings.files(near):
        node = _read(path, found)
        said = node.get("profile") if node else None
        if said is None or _is_empty(said):
            continue
        known = tuple(profiles(near))
        if getattr(said, "text", None) in known:
            return said.text
        facts = {"name": getattr(said, "text", "[…]"), "names": "、".join(known)}
        facts["guess"] = settings.suggest(facts["name"], known)
        found.append(problem("no-such-profile", said.span, **facts))
        break
    if found:
        raise ProblemsFound(found)
    return USUAL


def check(path):
    """Raise ProblemsFound of what a qicao.yaml says of profiles."""
    profiles(path)
    usual(path)


def is_known(profile):
    """Tell whether a profile, written out or by the name of one that comes along, can be drawn."""
    return profile in bundled() or _says(profile) is not None


@cache
def page(profile, reading):
    """Return the page, the sizes and the fonts of a draft, texts by their names in data/layout.yaml."""
    known = table("layout")
    made = {**known["page"], **known["reading" if reading else "draft"]}
    if profile in known["profiles"]:
        return {**made, **known["profiles"][profile]}
    says = _says(profile)
    fonts = known["profiles"][USUAL]
    if reading:  # it has sizes of its own
        return {**made, **{name: text for name, text in says.items() if name in fonts}}
    if "body_size" in says and says["body_size"] != made["body_size"]:
        made |= {"indent": str(int(says["body_size"]) * 20), "tighten": "0"}  # two characters; no grid of 28
    return {**made, **says}


def _says(profile):
    """Return {name: text} of a profile that is written out, or None where it cannot be one."""
    found = _SPELLED.fullmatch(profile)
    if not found:
        return None
    says = dict(pair.partition("=")[::2] for pair in found[2].split(";"))
    names = {row[0]: row[1] for row in table("layout")["house"].values()}
    patterns = {"font": _FONT, "size": re.compile(r"\d{2,3}"), "height": re.compile(r"\d{3,4}")}
    sound = all(name in names and patterns[names[name]].fullmatch(text) for name, text in says.items())
    whole = says.keys() >= table("layout")["profiles"][USUAL].keys()
    return says if sound and whole else None


# -- what an office has written


def _read(path, found):
    """Return the Mapping of a qicao.yaml, or None where it is broken."""
    try:
        return settings.read(path, (_LIKE, *table("layout")["house"], *bundled()))
    except ProblemsFound as error:
        found += error.problems
    return None


def _is_empty(node):
    return isinstance(node, Scalar) and not node.text


def _house(key, said, found):
    """Return a profile of an office written out; what is wrong in it goes to found."""
    words, base = table("layout")["house"], table("layout")["profiles"]
    if not _NAME.fullmatch(key.text):
        found.append(problem("profile-name", key.span, name=key.text))
    if not isinstance(said, Mapping):
        found.append(problem("profile-not-keys", said.span, name=key.text, names="、".join(words)))
        return ""
    like = said.get(_LIKE)
    name = key.text if like is None and key.text in base else getattr(like, "text", USUAL)
    if like is not None and name not in base:
        facts = {"name": getattr(like, "text", "[…]"), "names": "、".join(base)}
        found.append(problem("no-such-profile", like.span, guess=settings.suggest(name, base), **facts))
        name = USUAL
    says = dict(base[name])
    for word, value in said.entries:
        if word.text in words:
            inner, kind = words[word.text]
            says[inner] = _value(word.text, kind, value, found)
        elif word.text != _LIKE:
            found.append(settings.strange(word, (_LIKE, *words)))
    return f"{key.text}{{{';'.join(f'{one}={text}' for one, text in says.items())}}}"


def _value(word, kind, node, found):
    """Return what a word of a profile says: a font as it is, a size in half-points, a height in twips."""
    text = "" if isinstance(node, Mapping | Sequence) else node.text.strip()
    if kind == "font":
        if _FONT.fullmatch(text):
            return text
        found.append(problem("bad-font", node.span, name=word))
        return ""
    points = _POINTS.fullmatch(text)
    size = table("layout")["sizes"].get(text) if kind == "size" else None
    number = float(size or (points[1] if points else 0))
    if _SMALLEST <= number <= _LARGEST:
        return str(round(number * (2 if kind == "size" else 20)))
    found.append(problem(f"bad-{kind}", node.span, name=word))
    return ""
