"""The same values for two versions of a template, as far as both ask for the same."""

from qicao import manifest
from qicao.check.trials import samples
from qicao.params import Reading
from qicao.problems import is_error


def older(old, new, shown, names, path=""):
    """Return the newer's example as the older version takes it; what it asks for alone is its own example."""
    own, made = samples.example(old), {}
    for name, param in old.items():
        other = names.get(f"{path}{name}", name)
        value = own.get(name)
        if other in new:  # what the newer's example leaves out, the older leaves out too
            given = shown.get(other)
            value = given and _older(param, new[other], given, value, names, f"{path}{name}.")
        if value is not None:
            made[name] = value
    return made


def _older(old, new, value, own, names, path):
    """Return one value of the newer's example as the older takes it, else its own."""
    if old.type != new.type:
        return own
    if old.type == "record" and isinstance(value, dict):
        return older(old.of, new.of, value, names, path)
    if old.type == "list" and old.fields() and new.fields() and isinstance(value, list):
        items = own if isinstance(own, list) and own else [{}]
        # what only the older asks for is shown by its own items, one after the other
        value = [
            {**_only(items[at % len(items)], old.fields(), new.fields(), names, path),
             **older(_common(old, new, names, path), new.fields(), item, names, path)}
            for at, item in enumerate(value)
        ]  # fmt: skip
    return value if _fits(old, value) else own


def _common(old, new, names, path):
    return {
        name: one for name, one in old.fields().items() if names.get(f"{path}{name}", name) in new.fields()
    }


def _only(item, old, new, names, path):
    own = item if isinstance(item, dict) else {}
    return {name: own[name] for name in old if name in own and names.get(f"{path}{name}", name) not in new}


def kept(params, data, names, path=""):
    """Return the values of a brief that a version knows, by their names in it."""
    made = {}
    for name, value in data.items():
        known = name if name in params else names.get(f"{path}{name}", "")
        if known in params and known not in made:
            made[known] = _kept(params[known], value, names, f"{path}{name}.")
    return made


def _kept(param, value, names, path):
    match value:
        case dict() if param.type == "record":
            return kept(param.of, value, names, path)
        case list() if param.type == "list":
            return [_kept(param.of, item, names, path) for item in value[: param.max]]
    return value if _fits(param, value) else None


def _fits(param, value):
    """Tell whether a value is one of a parameter."""
    said = []
    Reading(said).given(param, None, manifest.node_of(value), param.name)
    return not any(map(is_error, said))
