"""click's own words in the language of the catalogue: its rows click-…, whose English is click's."""

from functools import cache

from click import core, exceptions, formatting, parser, termui, types

from qicao.problems import catalogue, language

# made ready by every click.Path, and by every -o (which click tries as a long option first), and seldom
# shown: the catalogue is not read for that
_SELDOM = ("file", "directory", "path", "No such option {name!r}.", "No such option: {name}")


def speak():
    """Let click say what it says itself in the language of the catalogue."""
    # click asks gettext, which reads compiled files by rules of the locale that are not ours (LANG=C)
    for module in (core, exceptions, formatting, parser, termui, types):
        module._ = said
        module.ngettext = _counted


def said(text):
    """Return what the catalogue has for words of click's, or these."""
    if text in _SELDOM or language() != "zh":
        return text
    return _words().get(text, text)


def _counted(one, many, count):
    return said(one if count == 1 else many)


@cache
def _words():
    rows = catalogue().items()
    return {row["en"]: row["zh"] for code, row in rows if code.startswith("click-")}
