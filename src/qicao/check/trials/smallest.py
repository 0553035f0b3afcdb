"""The smallest brief that still shows what is wrong, so that a person can read it and try it."""

from qicao.forms import quoted

MAX_PROBES = 120  # briefs that are tried on the way
_FEW = 4  # items, which are made smaller one by one


def smallest(data, shows):
    """Return plain data from which nothing can be left out without losing what it shows.

    shows(data) tells whether a brief still does; it is asked MAX_PROBES times at most.
    """
    left = [MAX_PROBES]

    def holds(less):
        left[0] -= 1
        return left[0] >= 0 and shows(less)

    return _less(data, lambda made: made, holds)


def _less(data, within, holds):
    """Make one part of a brief smaller; within puts it back into the whole."""
    match data:
        case dict():
            for name in list(data):
                rest = {one: inner for one, inner in data.items() if one != name}
                if holds(within(rest)):
                    data = rest
            for name in list(data):
                data = data | {name: _less(data[name], _put(within, data, name), holds)}
        case list() if data:
            for count in (*range(_FEW + 1), len(data) // 2):
                if count < len(data) and holds(within(data[:count])):
                    data = data[:count]
                    break
            if len(data) <= _FEW:
                for at in range(len(data)):
                    data = [*data[:at], _less(data[at], _put(within, data, at), holds), *data[at + 1 :]]
    return data


def _put(within, data, name):
    def put(made):
        if isinstance(data, dict):
            return within(data | {name: made})
        return within([*data[:name], made, *data[name + 1 :]])

    return put


def brief(name, data):
    """Return plain data as a brief of a template that a person can copy."""
    return "\n".join([f"模板: {quoted(name)}", *_entries(data, "")]) + "\n"


def _entries(data, indent):
    for name, value in data.items():
        yield from _value(f"{indent}{quoted(name)}:", value, indent)


def _value(head, value, indent):
    match value:
        case None:
            yield head
        case dict() if value:
            yield head
            yield from _entries(value, f"{indent}  ")
        case list() if value:
            yield head
            for item in value:
                yield from _item(item, f"{indent}  ")
        case dict() | list():
            yield f"{head} {'{}' if isinstance(value, dict) else '[]'}"
        case _:
            yield f"{head} {quoted(value) if value else repr('')}"


def _item(item, indent):
    if not isinstance(item, dict) or not item:
        yield from _value(f"{indent}-", item, indent)
        return
    first, *rest = _entries(item, f"{indent}  ")
    yield f"{indent}- {first.lstrip()}"
    yield from rest
