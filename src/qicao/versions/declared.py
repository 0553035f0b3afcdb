"""What changed in the parameters a template declares: added, gone, likely renamed, asked otherwise."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from qicao import manifest
from qicao.params import MAX_ITEMS
from qicao.problems import say

_LIKELY = 0.55  # of 1, from which on a name that went and one that came are taken for one
_ABOUT, _NAME, _PLACE, _EXAMPLE = 0.35, 0.2, 0.2, 0.25  # what speaks for that; tuned on renamed copies


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter that changed: its path (要求.标题), how, what it was and what it is now, in words.

    kind is added removed renamed type required default min max choices about; of one that was renamed, was
    and now are its names.
    """

    kind: str
    path: str
    was: str = ""
    now: str = ""


def changes(old, new, path=""):
    """Return what Declared changes make the parameters of the new version, by those of the old."""
    found = []
    same = _renamed(old, new)
    gone = [name for name in old if name not in new and name not in same]
    come = [name for name in new if name not in old and name not in same.values()]
    found += [Declared("renamed", f"{path}{name}", name, now) for name, now in same.items()]
    found += [Declared("removed", f"{path}{name}", _told(old[name])) for name in gone]
    found += [Declared("added", f"{path}{name}", now=_told(new[name])) for name in come]
    for name, param in old.items():
        other = new.get(same.get(name, name))
        if other is not None:
            found += _asked(param, other, f"{path}{other.name or name}")
            found += changes(_fields(param), _fields(other), f"{path}{name}.")
    return tuple(found)


def renames(found):
    """Return the new name of each parameter that was renamed, by its old path."""
    return {one.path: one.now for one in found if one.kind == "renamed"}


def _fields(param):
    return param.fields() if param.type in ("list", "record") else {}


def _asked(old, new, path):
    """Yield what is asked otherwise of a parameter."""
    inner = (old.type, new.type) == ("list", "list")
    facts = {
        "type": (_type(old), _type(new)),
        "required": tuple(say("a-required" if one.required else "optional") for one in (old, new)),
        "default": tuple(_default(one) for one in (old, new)),
        "min": (str(old.min), str(new.min)),
        "max": tuple("—" if one.max == MAX_ITEMS else str(one.max) for one in (old, new)),
        "choices": ("、".join(old.choices), "、".join(new.choices)),
        "about": (old.about, new.about),
    }
    for kind, (was, now) in facts.items():
        both = kind == "default" and (old.required or new.required)
        if was != now and not both and (inner or kind not in ("min", "max")):
            yield Declared(kind, path, was or "—", now or "—")


def _type(param):
    inner = param.of.type if param.type == "list" and param.of and not param.fields() else ""
    return f"{param.type} of {inner}" if inner else param.type


def _default(param):
    return str(manifest.bare(param.default) or "") if param.default is not None else ""


def _told(param):
    needed = say("a-required" if param.required else "optional")
    return say("a-declared", type=_type(param), needed=needed)


def _renamed(old, new):
    """Return the names that went by the likely names they have now."""
    gone, come = ([name for name in one if name not in other] for one, other in ((old, new), (new, old)))
    pairs = sorted(
        ((_alike(old, new, was, now), was, now) for was in gone for now in come), key=lambda one: -one[0]
    )
    found = {}
    for score, was, now in pairs:
        if score >= _LIKELY and was not in found and now not in found.values():
            found[was] = now
    return {name: found[name] for name in old if name in found}


def _alike(old, new, was, now):
    """Return how likely a parameter has only another name, 0 to 1."""
    one, other = old[was], new[now]
    if one.type != other.type:
        return 0
    beside = _beside(old, was, new), _beside(new, now, old)
    parts = [
        (_NAME, _ratio(was, now)),
        (_PLACE, (beside[0][0] == beside[1][0]) / 2 + (beside[0][1] == beside[1][1]) / 2),
    ]
    if one.about or other.about:
        parts.append((_ABOUT, _ratio(one.about, other.about)))
    shown = [manifest.bare(param.example) for param in (one, other)]
    if shown != [None, None]:
        parts.append((_EXAMPLE, shown[0] == shown[1]))
    if one.fields() or other.fields():
        names = set(one.fields()), set(other.fields())
        parts.append((_ABOUT, len(names[0] & names[1]) / len(names[0] | names[1])))
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def _beside(params, name, other):
    """Return the nearest names before and after one that both versions have."""
    names = list(params)
    at = names.index(name)
    before = next((one for one in reversed(names[:at]) if one in other), "")
    return before, next((one for one in names[at + 1 :] if one in other), "")


def _ratio(one, other):
    return SequenceMatcher(None, one, other, False).ratio()
