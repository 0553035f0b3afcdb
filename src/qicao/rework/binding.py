"""Values of an updated draft bound anew: editors break bindings, and an update changes texts."""

from qicao.document import GAP, Field
from qicao.ooxml import w
from qicao.writers import bound

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bind(draft):
    """Bind all places of each value that says the same at all of them; the others are free."""
    controls = [one for one in draft.body.iter(w("sdt")) if one.find(f"{w('sdtPr')}/{w('tag')}") is not None]
    values = bound.Values([[_field(one) for one in controls]])
    for one in controls:
        properties = one.find(w("sdtPr"))
        for old in (*properties.findall(w("dataBinding")), *properties.findall(w("text"))):
            properties.remove(old)
        binding = values.binding(_field(one).path)
        if binding:
            properties.extend(draft.made(binding))
    for name, text in values.parts().items():
        draft.parts.parts[name] = text.encode()
    draft.parts.relate(draft.parts.name, bound.PART, f"{_OFFICE}/customXml")
    draft.parts.declare("customXml/itemProps2.xml", bound.TYPE)


def _field(control):
    """Return the value a control stands around; one with suggestions in it counts as a gap."""
    path = control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
    text = "".join(one.text or "" for one in control.iter(w("t")))
    runs = sum(1 for _ in control.iter(w("r")))
    free = runs != 1 or any(True for _ in control.iter(w("ins"), w("del"))) or GAP.search(text)
    return Field(text, path, gap=bool(free))
