"""起草: a YAML brief and a template become a Word draft of a speech.

load(path) reads a brief, draft(brief) fills its template into a Document, write(document) makes a .docx of
it, read(path) makes a Document of any speech. What is wrong is raised as ProblemsFound, all at once.
"""

from importlib import import_module

_HOMES = {
    "Document": "qicao.document",
    "Options": "qicao.writers.word",
    "Problem": "qicao.problems",
    "ProblemsFound": "qicao.problems",
    "Span": "qicao.problems",
    "load": "qicao.brief",
    "read": "qicao.readers",
    "write": "qicao.writers.word",
}
__all__ = ["draft", *_HOMES]


def draft(brief):
    """Return the Document of a brief; raises ProblemsFound where its template cannot be filled."""
    return import_module("qicao.fill").draft(brief)


def __getattr__(name):
    # loaded when asked for: the command line starts with only what its command needs
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
