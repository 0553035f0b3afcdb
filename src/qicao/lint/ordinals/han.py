"""The mark after 一 二 三 at the head of a paragraph."""

from qicao.lint.ordinals.chains import chains
from qicao.lint.ordinals.printed import is_odd


def han_mark(speech):
    """Find 二， or 二： among headings with 一、 三、 (15834 B.3.2)."""
    for chain in chains(speech):
        members = [one for one in chain.members if one.marker.kind.name == "yi_dun" and not one.marker.start]
        odd = [one for one in members if is_odd(speech.texts[one.at], one.marker)]
        for one in odd if len(odd) < len(members) else ():
            end = one.marker.end
            words = speech.texts[one.at][end - 1 : end]
            yield speech.find("han-mark", one.at, end - 1, end, "、", words=words)
