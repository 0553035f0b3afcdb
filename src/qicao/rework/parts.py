"""The parts of a draft's package around its text: custom XML, properties, comments."""

import posixpath
from itertools import count

from lxml import etree

from qicao import manifest, package
from qicao.document import AUTHOR
from qicao.ooxml import W, number, parse, w
from qicao.tables import DATA
from qicao.writers import runs

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES = f"{{{_OFFICE}/custom-properties}}"
_VALUES = f"{{{_OFFICE}/docPropsVTypes}}"
_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ANY = "{*}"
_PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


class Parts:
    """The parts of a package by name; the main one is found by its relationship, not by its name."""

    def __init__(self, parts):
        self.parts = parts
        self.name = self._related("", "/officeDocument")[0]

    @property
    def main(self):
        """The main part's bytes."""
        return self.parts[self.name]

    @main.setter
    def main(self, data):
        self.parts[self.name] = data

    def custom(self):
        """Yield the custom XML parts: the relationships to them do not survive every program (WORD.md 4)."""
        for name, data in self.parts.items():
            if name.startswith("customXml/") and "/_rels/" not in name and name.endswith(".xml"):
                yield data

    def properties(self, prefix):
        """Return the custom properties whose names begin with a prefix, by the rest of their names."""
        found = {one.get("name", ""): "".join(one.itertext()).strip() for one in self._custom()}
        return {name.removeprefix(prefix): text for name, text in found.items() if name.startswith(prefix)}

    def _custom(self):
        """Return the root of the custom properties; those that cannot be read are none."""
        tag, names = f"{_PROPERTIES}Properties", self._related("", "/custom-properties")
        known = names and _root(self.parts[names[0]]) == tag
        spaces = {None: _PROPERTIES[1:-1], "vt": _VALUES[1:-1]}
        return parse(self.parts[names[0]]) if known else etree.Element(tag, nsmap=spaces)

    def keep(self, prefix, known):
        """Put custom properties in place of those whose names begin with a prefix."""
        names = self._related("", "/custom-properties")
        name = (
            names[0]
            if names
            else self.add(
                "",
                package.OWN,
                f"{_OFFICE}/relationships/custom-properties",
                f"{_WORD}.custom-properties+xml",
            )
        )
        root = self._custom()
        for one in [one for one in root if one.get("name", "").startswith(prefix)]:
            root.remove(one)
        first = max((number(one.get("pid")) for one in root), default=1) + 1
        for at, (key, value) in enumerate(known.items(), first):
            attributes = {"fmtid": _FORMAT, "pid": str(at), "name": f"{prefix}{key}"}
            one = etree.SubElement(root, f"{_PROPERTIES}property", attributes)
            etree.SubElement(one, f"{_VALUES}lpwstr").text = value
        self.parts[name] = _bytes(root)

    def seal(self, name):
        """Put the digest of all parts into a custom property."""
        self.keep(name, {"": ""})  # so that the relationship to it is among them
        self.keep(name, {"": package.seal_of(self.parts)})

    def manifest(self, text):
        """Put the manifest in its place, or in a new part where it was lost."""
        name = next((name for name in self.parts if self._is_manifest(name)), "")
        if not name:
            name = next(n for n in map("customXml/item{}.xml".format, count(1)) if n not in self.parts)
            self.add(self.name, name, f"{_OFFICE}/relationships/customXml", "")
        self.parts[name] = text.encode()
        if not self._related(name, "/customXmlProps"):  # dropped where a control was bound (WORD.md 4)
            beside = name.replace("/item", "/itemProps")
            kind = f"{_WORD}.customXmlProperties+xml"
            self.add(name, beside, f"{_OFFICE}/relationships/customXmlProps", kind)
            self.parts[beside] = (DATA / "base/customXml/itemProps1.xml").read_bytes()

    def _is_manifest(self, name):
        tag = f"{{{manifest.NAMESPACE}}}draft"
        if not name.startswith("customXml/item") or not name.endswith(".xml"):
            return False
        data = self.parts[name]
        return manifest.NAMESPACE.encode() in data[:400] and _root(data) == tag

    def packed(self):
        """Return the bytes of the package."""
        return package.packed([package.deflated(name, data) for name, data in self.parts.items()])

    def _relations(self, source):
        folder, name = posixpath.split(source)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def related(self, kind):
        """Return the names of the parts the main one refers to by relationships of a kind."""
        return self._related(self.name, kind)

    def _related(self, source, kind):
        data = self.parts.get(self._relations(source))
        folder = posixpath.dirname(source)
        found = []
        for one in parse(data) if data else ():
            if one.get("Type", "").endswith(kind) and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/")
                found += [target] if target in self.parts else []
        return found

    def add(self, source, name, relation, content_type):
        """Add an empty part that another refers to; returns its name."""
        self.relate(source, name, relation)
        if content_type:
            self.declare(name, content_type)
        self.parts[name] = b""
        return name

    def relate(self, source, name, relation):
        """Let one part refer to another, if it does not."""
        relations = self._relations(source)
        data = self.parts.get(relations)
        root = parse(data) if data else etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
        target = posixpath.relpath(name, posixpath.dirname(source) or ".")
        if any(one.get("Type") == relation and one.get("Target") == target for one in root):
            return
        known = {one.get("Id") for one in root}
        name = next(n for n in map("rIdQc{}".format, count(1)) if n not in known)
        attributes = {"Id": name, "Type": relation, "Target": target}
        etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", attributes)
        self.parts[relations] = _bytes(root)

    def declare(self, name, content_type):
        """Say what kind of part one is, if that is not said."""
        types = parse(self.parts[_TYPES])
        if not any(one.get("PartName") == f"/{name}" for one in types):
            attributes = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", attributes)
            self.parts[_TYPES] = _bytes(types)


class Comments:
    """The comments of a draft: ours can be added and go, those of other people stay."""

    def __init__(self, draft):
        self.draft, self.parts = draft, draft.parts
        names = self.parts.related("/comments")
        self.name = names[0] if names else ""
        data = self.parts.parts.get(self.name)
        self.root = parse(data) if data else etree.Element(w("comments"), nsmap={"w": W})
        self._next = max((number(one.get(w("id")), -1) for one in self.root), default=-1)
        own = (one for one in self.root if one.get(w("author")) == AUTHOR)
        self.ours = {one.get(w("id")): one.get(w("initials")) for one in own}  # their initials by number

    def texts(self):
        """Return what our comments say."""
        own = (one for one in self.root if one.get(w("author")) == AUTHOR)
        return {"".join(t.text or "" for t in one.iter(w("t"))) for one in own}

    def of(self, initials):
        """Return the numbers of our comments that were there with these initials."""
        return {number for number, known in self.ours.items() if known == initials}

    def add(self, said, initials="qc"):
        """Add a comment of ours; returns its number."""
        at = self._next = self._next + 1
        self.root.extend(self.draft.made(runs.comment(at, said, self.draft.now, initials)))
        return at

    def save(self, referred):
        """Write the part anew, without comments of ours that nothing in the text refers to any more."""
        gone = set()
        for one in list(self.root):
            if one.get(w("author")) == AUTHOR and one.get(w("id")) not in referred:
                gone |= {line.get(_PARAGRAPH) for line in one.iter(w("p"))} - {None}
                self.root.remove(one)
        if gone:
            self._forget(gone)
        if not self.name and len(self.root):
            kind = f"{_OFFICE}/relationships/comments"
            name = posixpath.join(posixpath.dirname(self.parts.name), "comments.xml")
            self.name = self.parts.add(self.parts.name, name, kind, f"{_WORD}.wordprocessingml.comments+xml")
        if self.name:
            self.parts.parts[self.name] = _bytes(self.root)

    def _forget(self, paragraphs):
        """Take out what Word says of comments elsewhere, by the ids of their paragraphs; answers stay."""
        for name in (*self.parts.related("/commentsExtended"), *self.parts.related("/commentsIds")):
            root = parse(self.parts.parts[name])
            for one in list(root.iterchildren("{*}*")):
                known = {etree.QName(key).localname: key for key in one.attrib}
                if one.get(known.get("paraId")) in paragraphs:
                    root.remove(one)
                elif "paraIdParent" in known and one.get(known["paraIdParent"]) in paragraphs:
                    del one.attrib[known["paraIdParent"]]
            self.parts.parts[name] = _bytes(root)


def _root(data):
    """Return the tag of a part's root element, or ""."""
    try:
        return parse(data).tag
    except (etree.LxmlError, ValueError):
        return ""


def _bytes(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
