"""What each paragraph of a speech does: its role, by where it stands and by what it says."""

import re
from dataclasses import dataclass

from qicao import markers
from qicao.document import GAP, Block
from qicao.structure import series
from qicao.structure.formulas import is_formula, wide
from qicao.structure.headings import headings

_SIGNATURE, _SENTENCE_MARKS = 30, set("。！？；，：")  # characters of a signature; what none of them is
_FRONT = {"title": "title", "subtitle": "title", "byline": "meta", "salutation": "salutation"}
_TAIL = 5  # paragraphs at the end in which a closing may begin
_BRIEF = 60  # characters of a paragraph that does no more than announce
_FEW = 3  # paragraphs of a speech that is more than a greeting
_LAST = re.compile("(?s:.*[。！？](?!$))?([^。！？]*[。！？：]?$)")
_ENDS = re.compile("[。！？](?=.)")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role (the names of the JSON of `qicao show`) and what it enumerates.

    depth is that of a heading in the outline, 1 at the top, whatever its ordinal; 0 of anything else.
    """

    block: Block
    role: str
    items: tuple = ()
    depth: int = 0

    @property
    def level(self):
        """The level of the heading's own ordinal or style, 0 where it has none."""
        return self.block.level if self.depth else 0

    @property
    def implied_level(self):
        """The level at which the heading stands where its ordinal says another or none, else 0."""
        return self.depth if self.depth != self.level else 0


def parts(blocks):
    """Return the paragraphs of one speech, each with its role and items."""
    roles = _outer(blocks)
    spoken = [at for at, role in enumerate(roles) if not role]
    inner = [blocks[at] for at in spoken]
    found = headings(inner)
    heads = {spoken[at]: depth for at, depth in found.items()}
    items = dict(zip(spoken, series.items(inner, found), strict=True))
    for at, role in zip(spoken, _Speech(blocks, spoken, heads, items).roles(), strict=True):
        roles[at] = role
    for at, role in enumerate(roles):
        if role != "demand_body":
            items[at] = [item for item in items.get(at, ()) if item.marker]
    return tuple(
        Part(block, roles[at], tuple(items[at]), heads.get(at, 0) if roles[at] == "demand_heading" else 0)
        for at, block in enumerate(blocks)
    )


def shell(around, blocks):
    """Return what stands around the speeches of a compilation: its title, and noise."""
    titled = around[:1] == tuple(blocks[:1]) and not is_formula("noise", around[0].text)
    titled = titled and len(around[0].text) <= _BRIEF
    return tuple(Part(block, "noise" if at or not titled else "title") for at, block in enumerate(around))


def _outer(blocks):
    """Return the roles of what is not spoken: title block, noise, date lines; '' for the rest."""
    roles = []
    begun = False
    for block in blocks:
        if block.kind == "cell" or (block.kind != "title" and is_formula("noise", block.text)):
            role = "noise"
        elif block.kind == "salutation" and begun:
            role = ""
        else:
            role = _FRONT.get(block.kind, "")
        if not role and is_formula("meta", block.text):
            role = "meta"
        begun = begun or not role
        roles.append(role)
    return _signed(blocks, roles)


def _signed(blocks, roles):
    """Name the lines after the last sentence: who signs, and when."""
    for at in range(len(blocks) - 1, 0, -1):
        text = blocks[at].text
        if not roles[at]:
            alone = blocks[at].kind == "body" and len(text) <= _SIGNATURE and _SENTENCE_MARKS.isdisjoint(text)
            if not alone or not _ends_sentence(blocks[at - 1].text, roles[at - 1]):
                break
            roles[at] = "meta"
    return roles


def _ends_sentence(text, role):
    return bool(role) or text[-1:] in "。！？…”"


@dataclass(frozen=True, slots=True)
class _Speech:
    """What is spoken: the places of its paragraphs, of its headings, and what each enumerates."""

    blocks: tuple
    places: list
    heads: dict
    items: dict

    def roles(self):
        """Return the role of each paragraph that is spoken, in order."""
        closing = self._closing()
        first = min(self.heads, default=None)
        begins = self._demands(first)
        made, opens = [], True
        for order, at in enumerate(self.places):
            if order >= closing:
                made.append("closing")
            elif at in self.heads:
                made.append("demand_heading")
            elif order >= begins:
                made.append("demand_body")
            else:
                made.append(self._before(at, order, opens, first is not None or begins < len(self.places)))
            opens = opens and made[-1] == "opening"
        return made

    def text(self, at):
        """Return the words of a paragraph; a gap reads as what it asks for."""
        return wide(GAP.sub(lambda gap: gap.group()[4:-1] + "。", self.blocks[at].text))

    def _demands(self, first):
        """Return the order of the first paragraph that demands."""
        places = self.places
        heading = places.index(first) if first is not None else len(places)
        announced = [
            order for order, at in enumerate(places) if order < heading and _announces(self.text(at))
        ]
        if announced:
            return announced[-1 if heading < len(places) else 0] + 1
        if heading < len(places):
            return heading
        return next((order for order, at in enumerate(places) if self._is_item(at)), len(places))

    def _is_item(self, at):
        return any(item.marker and not item.pos for item in self.items[at])

    def _before(self, at, order, opens, numbered):
        """Return the role of a paragraph that stands before the demands, or in a speech without any."""
        text = self.text(at)
        if _announces(text) and _only_announces(text, order) and not is_formula("report", text):
            return "transition"
        if opens and self._opens(text, order):
            return "opening"
        asks = not numbered and order and is_formula("demand", text)
        return "demand_body" if asks else "situation"

    def _opens(self, text, order):
        if is_formula("situation", text):
            return order == 0 and is_formula("opening", text)
        return order == 0 or is_formula("opening", text)

    # -- the end

    def _closing(self):
        """Return the order of the first paragraph of the closing; past the end where there is none."""
        places = self.places
        last = len(places)
        top = self._earliest()
        begins = last
        for order in range(last - 1, top - 1, -1):
            text = self.text(places[order])
            speaks = is_formula("closing", text) or is_formula("address", text)
            if speaks or (order == begins - 1 and self._ends(order, begins, top)):
                begins = order
            if is_formula("address", text):
                break  # who is addressed once more before was asked something else
        return begins

    def _earliest(self):
        """Return the order before which no closing begins: under a heading stays at least one paragraph."""
        top = max(1, len(self.places) - _TAIL)
        for order, at in enumerate(self.places):
            if at in self.heads:
                run_in = self.blocks[at].kind == "point" and self.blocks[at].lead < len(self.blocks[at].text)
                top = max(top, order + (1 if run_in else 2))
            elif _announces(self.text(at)) or (self._is_item(at) and not self._says_goodbye(at)):
                top = max(top, order + 1)
        return top

    def _says_goodbye(self, at):
        return is_formula("closing", self.text(at))

    def _ends(self, order, begins, top):
        """Tell whether a paragraph right before the end belongs to the closing by its words or place."""
        text = self.text(self.places[order])
        if markers.at_head(text) or self._is_item(self.places[order]):
            return False
        if begins == len(self.places):
            bare = not self.heads and len(self.places) > _FEW and not is_formula("demand", text)
            return is_formula("farewell", text) or bare
        return is_formula("farewell", text) and len(text) <= 2 * _BRIEF and order > top


def _announces(text):
    """Tell whether the last sentence of a paragraph announces the demands."""
    return is_formula("transition", _LAST.match(text)[1]) or is_formula("report", text)


def _only_announces(text, order):
    """Tell whether a paragraph does nothing but announce."""
    sentences = len(_ENDS.findall(text)) + 1
    if sentences == 1:
        return is_formula("lead", text) or len(text) <= _BRIEF or not is_formula("opening", text)
    return (
        order
        and len(text) <= _BRIEF
        and not is_formula("opening", text)
        and not is_formula("situation", text)
    )
