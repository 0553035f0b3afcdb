"""A name written two ways in one speech: a body and its short form, a person, a title, an event."""

from collections import Counter

from qicao.lint.mentions import clashes, mentions


def names(speech):
    """Yield the first place of the rarer way to write a name, with the way it is written elsewhere."""
    found = [(at, one) for at, text in enumerate(speech.texts) for one in mentions(text)]
    times = Counter(one.words for _, one in found)
    said = set()
    for clash in clashes([one for _, one in found], speech.texts):
        usual, rare = sorted((clash.first, clash.second), key=lambda words: -times[words])
        if (rare, clash.kind) in said:
            continue
        said.add((rare, clash.kind))
        at, one = next(one for one in reversed(found) if one[1].words == rare and one[1].kind == clash.kind)
        if usual == rare:
            posts = list(dict.fromkeys(m.post for _, m in found if m.words == rare and m.kind == clash.kind))
            facts = {"words": f"{posts[-1]}{rare}", "other": f"{posts[0]}{rare}"}
        else:
            facts = {"words": rare, "other": usual}
        yield speech.find(clash.code, at, one.start, one.end, **facts)
