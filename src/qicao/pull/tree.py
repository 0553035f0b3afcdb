"""Values of a brief as plain data, reached by their paths: 要求.1.标题, items counted from 1."""


def get(data, path):
    """Return the value at a path, or None."""
    for step in path.split("."):
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and 0 < int(step) <= len(data):
            data = data[int(step) - 1]
        else:
            return None
    return data


def put(data, path, value):
    """Return data with a value at a path; lists and records on the way are made where there are none."""
    step, _, rest = path.partition(".")
    if step.isdigit() and not isinstance(data, dict):
        made = list(data) if isinstance(data, list) else []
        at = int(step) - 1
        made += [None] * (at + 1 - len(made))
        made[at] = put(made[at], rest, value) if rest else value
        return made
    made = dict(data) if isinstance(data, dict) else {}
    made[step] = put(made.get(step), rest, value) if rest else value
    return made


def param_at(params, path):
    """Return the declared parameter a path leads to, or None."""
    steps = path.split(".")
    param = params.get(steps[0])
    for step in steps[1:]:
        if param is None:
            return None
        if param.type == "list":
            param = param.of
        elif param.type == "record":
            param = param.of.get(step)
        else:
            return None
    return param


def same(one, other):
    """Tell whether two values print the same: a block of YAML ends in a line break, a cell does not."""
    match one, other:
        case str(), str():
            return one.rstrip("\n") == other.rstrip("\n")
        case dict(), dict():
            return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
    return one == other
