"""How a form knows which template it asks for, and of which version."""

import re
from dataclasses import dataclass

PROPERTY = "qicao.form"  # the document property, which survives every editor (WORD.md 6)
LIST = "qicao:list:"  # before the path of a list, in a hidden cell of its sheet
CHOICES = "qicao:choices"  # in the first cell of the sheet of choices
_MARK = re.compile(r"qicao:form:1:([0-9a-f]{8}):([^\n<>\"]{1,300})")
_LINE = re.compile(r"模板：([^\n　<>]{1,300})　版本：([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Identity:
    """The template of a form as a brief names it, and the first digits of its digest."""

    template: str
    digest: str

    @property
    def mark(self):
        """What a program finds."""
        return f"qicao:form:1:{self.digest}:{self.template}"

    @property
    def line(self):
        """What a person sees."""
        return f"模板：{self.template}　版本：{self.digest}"


def found(text):
    """Return the Identity in a text, or None."""
    if mark := _MARK.search(text):
        return Identity(mark.group(2).strip(), mark.group(1))
    line = _LINE.search(text)
    return Identity(line.group(1).strip(), line.group(2)) if line else None
