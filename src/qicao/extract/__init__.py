"""Old speeches become a template, and a brief for each that gives the speech back."""

from dataclasses import dataclass

from qicao.extract import align, one, prove, several
from qicao.extract.declare import described
from qicao.extract.families import are_kin
from qicao.extract.naming import topic
from qicao.extract.speech import Speech, irregular, read
from qicao.problems import say

__all__ = ["Extraction", "Speech", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in some speeches: a template, a brief for each, and the proof that they come back."""

    name: str
    proof: prove.Proof
    originals: tuple
    irregular: tuple  # for each speech the ordinals, as printed, of series that do not count by themselves

    @property
    def template(self):
        """The text of the template file."""
        return self.proof.template

    @property
    def briefs(self):
        """The text of a brief for each speech, in order."""
        return self.proof.briefs

    @property
    def equal(self):
        """Whether each speech came back."""
        return tuple(not differences for differences in self.proof.differences)

    @property
    def parameters(self):
        """A line for each parameter: its name, type, an example, and how sure it is."""
        return tuple(described(self.proof.composer.scope))


def extract(speeches, name, depth="frame", title="", step=lambda results, _count: results):
    """Return the Extraction of one or several speeches.

    depth: `frame` leaves the bodies of one speech to its brief, `full` keeps them with holes for the facts.
    step is given what is proved as it comes, and how much there is, and passes it on: a bar can count it.
    """
    outlines = [read(speech) for speech in speeches]
    originals = tuple(tuple(_texts(nodes)) for nodes in outlines)
    texts = [node.text for nodes in outlines for node in nodes]
    if len(outlines) == 1:
        scope = one.scope(depth, texts)
    else:
        scope = several.scope(texts, are_kin(["\n".join(lines) for lines in originals]))
    lines = align.sequence(outlines, scope)
    said = say("extract-about", count=len(speeches))
    about = "：".join(filter(None, (topic([text for lines in originals for text in lines]), said)))
    proof = prove.prove(lines, originals, name, title or name, about, step)
    return Extraction(name, proof, originals, tuple(tuple(irregular(nodes)) for nodes in outlines))


def _texts(nodes):
    return "\n".join(node.text for node in nodes).split("\n")
