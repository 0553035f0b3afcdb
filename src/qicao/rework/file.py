"""A .docx of any origin, opened to put something of ours into it: all else stays as it is written."""

import io

from lxml import etree

from qicao import package
from qicao.numbering import Numbering
from qicao.ooxml import parse, w
from qicao.problems import Span
from qicao.readers import multiplied, word
from qicao.rework.parts import Comments, Parts
from qicao.rework.pen import Pen


class File(Pen):
    """An open .docx: its parts, its w:body as it is written, its comments, its paragraphs in order.

    Controls that LibreOffice 7.4 has multiplied are one again (readers.multiplied): the words would not be
    those that were read.
    """

    def __init__(self, data, path=""):
        """Open the bytes of a .docx; raises ProblemsFound where it is no sound one, at a path."""
        here = Span(str(path))
        data, self.document = word.usual(data, here)
        try:
            self.parts = Parts(package.contents(io.BytesIO(data)))
            self.root = parse(self.parts.main)
            self.body = self.root.find(w("body"))
            multiplied.mend(self.body)
            self.paragraphs = list(self.body.iter(w("p")))
            super().__init__(self.body, Numbering(self.document).styles)
            self.comments = Comments(self)
        except word.DAMAGE as error:
            raise word.damaged(error, here) from None

    def told(self):
        """Return what the file says (readers.word.Told), its words with the elements that show them."""
        return word.told(self.document, self.body)

    def packed(self, seal=""):
        """Return the bytes of the file as it is now, without comments of ours that nothing refers to.

        seal is the property that tells later on whether somebody has changed them, where one should.
        """
        tree = self.root.getroottree()
        self.parts.main = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.comments.save({mark.get(w("id")) for mark in self.body.iter(w("commentReference"))})
        if seal:
            self.parts.seal(seal)
        return self.parts.packed()
