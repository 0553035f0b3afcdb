"""What a rule reads, a speech with its structure, and what it finds there."""

from dataclasses import dataclass, field

from qicao import structure
from qicao.document import Block


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the words of a paragraph; start and end count its characters, ordinal included."""

    code: str  # of data/rules.toml; what stands after a dot names one of several messages: date.weekday
    block: Block
    start: int
    end: int
    fix: str | None = None  # what should stand there instead, where that is safe to say
    facts: dict = field(default_factory=dict, hash=False)  # what the message names

    @property
    def rule(self):
        """The id of the rule."""
        return self.code.partition(".")[0]

    @property
    def words(self):
        """The words it is about."""
        return self.block.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech: its paragraphs and their words, without what a web page or a table adds."""

    parts: tuple  # of structure.Part
    texts: tuple
    budget: object = None  # the time it may take (length.Budget), where one was given

    def find(self, code, at, start, end, fix=None, **facts):
        """Return a Finding about characters of the paragraph at a place."""
        return Finding(code, self.parts[at].block, start, end, fix, facts)


def speeches(document, budget=None):
    """Return the speeches of a Document, those of a compilation apart; noise and cells of tables left out."""
    _, *found = structure.speeches(document.blocks)
    made = (
        [part for part in structure.parts(structure.with_front(blocks)) if part.role != "noise"]
        for blocks in found
    )
    return tuple(Speech(tuple(parts), tuple(part.block.text for part in parts), budget) for parts in made)
