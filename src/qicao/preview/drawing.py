"""A file's pages, drawn: a PDF and pictures by LibreOffice, or an HTML page by our own layout."""

from dataclasses import dataclass

from qicao.document import Document
from qicao.encoding import escaped
from qicao.preview import keeping, office, pictures
from qicao.problems import say
from qicao.writers import page, word


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages of a Document; without a PDF they are those of our own layout."""

    document: Document
    options: word.Options
    pdf: bytes = b""
    pictures: tuple = ()

    def html(self, problems="", script=""):
        """Return them as a page for the browser; problems: a text above it, script: of ours, run in it."""
        if not self.pictures:
            return page.show(self.document, self.options, problems, script)
        bar = f"<span>{escaped(say('show-page-count', count=len(self.pictures)))}</span>"
        sheets = "".join(map(_picture, range(1, len(self.pictures) + 1)))
        return page.framed(self.document.title, bar, sheets, self.options, problems, script)

    def named_pictures(self):
        """Return the pictures by the names the page asks for."""
        return {f"{number}.png": data for number, data in enumerate(self.pictures, 1)}


def _picture(number):
    label = escaped(say("show-page-number", number=number))
    return f'<section class="sheet picture"><img src="{number}.png" alt="{label}"></section>\n'


def draw(file, document, options, by_office, wanted=(".pdf", ".png"), as_is=False):
    """Return the pages of the draft of a Document, or of a .docx as it is; raises ProblemsFound.

    wanted: what is made where LibreOffice prints, from a copy.
    """
    if not by_office:
        return Drawn(document, options)
    if as_is:
        from qicao.readers.word import opened

        data = opened(file)[0]
    else:
        data = word.write(document, options)
    pdf = office.pdf(data, file)
    return Drawn(document, options, pdf, pictures.pictures(pdf, file) if ".png" in wanted else ())


def files(drawn, target):
    """Return what is written of pages, {path: bytes}; a target without a suffix names all there is."""
    match target.suffix.lower():
        case ".html":
            return {target: drawn.html().encode()}
        case ".pdf":
            return {target: drawn.pdf}
        case ".png":
            names = keeping.named(target, len(drawn.pictures), target.suffix)
            return dict(zip(names, drawn.pictures, strict=True))
    if not drawn.pdf:
        return files(drawn, target.with_name(f"{target.name}.html"))
    made = files(drawn, target.with_name(f"{target.name}.pdf"))
    return made | files(drawn, target.with_name(f"{target.name}.png"))
