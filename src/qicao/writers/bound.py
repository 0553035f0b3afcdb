"""Bound values, for offices that use Word alone: all places of a value show one node of a custom XML part."""

from qicao.document import Field
from qicao.encoding import escaped

NAMESPACE = "urn:qicao:values:1"
PART = "customXml/item2.xml"
_STORE = "{5A3C1D00-0000-4000-8000-716963616F02}"  # a GUID of our own
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# what the parts around it say of the values, by the name it has in data/base
FACTS = {
    "bound_relation": f'\n  <Relationship Id="rId9" Type="{_OFFICE}/relationships/customXml" '
    f'Target="../{PART}"/>',
    "bound_type": f'\n  <Override PartName="/customXml/itemProps2.xml" ContentType="{TYPE}"/>',
}
_CONSTANT = {
    "customXml/itemProps2.xml": f'{_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" '
    f'ds:itemID="{_STORE}">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>\n',
    "customXml/_rels/item2.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps2.xml"/>'
    "</Relationships>\n",
}


class Values:
    """The values of one document that can be bound: what is no gap, and says the same at all its places."""

    def __init__(self, paragraphs):
        said = {}
        for part in (part for parts in paragraphs for part in parts if isinstance(part, Field)):
            said.setdefault(part.path, set()).add("" if part.gap else part.text)
        alike = (path for path, texts in said.items() if len(texts) == 1 and "" not in texts)
        self.nodes = {path: (number, *said[path]) for number, path in enumerate(alike, 1)}

    def binding(self, path):
        """Return what binds the control of a value, or ''."""
        if path not in self.nodes:
            return ""
        place = f"/v:values[1]/v:value[{self.nodes[path][0]}]"
        mapping = f"xmlns:v='{NAMESPACE}'"
        binding = f'<w:dataBinding w:prefixMappings="{mapping}" w:xpath="{place}" w:storeItemID="{_STORE}"/>'
        return f"{binding}<w:text/>"

    def parts(self):
        """Return the parts of the package that hold the values, their texts by their names."""
        values = "".join(
            f'<value path="{escaped(path)}">{escaped(text)}</value>\n'
            for path, (_, text) in self.nodes.items()
        )
        return {PART: f'{_HEAD}<values xmlns="{NAMESPACE}">\n{values}</values>\n', **_CONSTANT}
