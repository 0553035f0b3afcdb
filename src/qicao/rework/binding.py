"""Values of an updated draft bound anew: editors break bindings, and an update changes texts."""

from qicao.document import GAP, Field
from qicao.ooxml import val, w
from qicao.writers import bound, runs

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bind(draft, paths):
    """Bind all places of each value, by its path, that says the same at all of them; the others are free."""
    tags = set(map(runs.tag, paths))
    controls = [one for one in draft.body.iter(w("sdt")) if val(one.find(w("sdtPr")), "tag") in tags]
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
    several = sum(1 for _ in control.iter(w("r"))) != 1
    free = several or any(True for _ in control.iter(w("ins"), w("del"))) or GAP.search(text)
    return Field(text, path, gap=bool(free))
