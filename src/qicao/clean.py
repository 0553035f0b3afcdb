"""The copy of a .docx that leaves the house: no marks, manifest, controls or comments, all else as it is.

What an office sends out tells what it says, not how it came about. So the title, the author as written and
the dates stay among the properties; who saved it last, how often and how long it was edited, the firm and the
template's name go. Values that controls were bound to go with the controls: they would travel unseen.
"""

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from qicao import package
from qicao.document import GAP
from qicao.manifest import MARK
from qicao.ooxml import W, parse, w
from qicao.problems import Span, problem
from qicao.readers import aside, multiplied, word
from qicao.readers.story import Story

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = re.compile(r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\..*\+xml$")
_OURS, _OWN = b"urn:qicao:", ("qicao.", package.CHECK)  # namespaces of our XML, names of our properties
_TYPES = "[Content_Types].xml"
# relationships whose parts go, by the last word of their kind
_GONE = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks")
_GONE += ("attachedTemplate", "thumbnail")  # a path of this house; the first page as it was
_HISTORY = ("lastModifiedBy", "revision", "lastPrinted", "Template", "TotalTime", "Manager", "Company")


def _names(*names):
    return {f"{{{namespace}}}{name}" for namespace in (W, _STRICT) for name in names}


_RANGES = [
    f"customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")
]
_REMOVED = _names(
    "commentRangeStart", "commentRangeEnd", "commentReference", "rsids", "rsid", "docVars", *_RANGES
)
_REMOVED |= _names("attachedTemplate") | {f"{{{_W14}}}docId", f"{{{_W15}}}docId"}
_IDENTITY = {f"{{{_W14}}}paraId", f"{{{_W14}}}textId"}
_RUN, _RUN_PROPERTIES = _names("r"), _names("rPr")
_CONTROL, _CONTENT, _BINDING = (
    _names("sdt"),
    _names("sdtContent"),
    _names("dataBinding") | {f"{{{_W15}}}dataBinding"},
)
_START, _END = _names("bookmarkStart"), _names("bookmarkEnd")
_TRACKED = _names("ins", "del", "moveFrom", "moveTo")
_HOLDERS = _names("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")  # never without a paragraph
_CELL, _TABLE, _BLOCKS = _names("tc"), _names("tbl"), _names("p", "tbl", "sdt", "customXml", "altChunk")


def clean(data, path=""):
    """Return (the bytes of the copy, warnings) of the bytes of a .docx; path is where they come from.

    Tracked changes and gaps stay and are told of. Raises ProblemsFound where it is no sound .docx.
    """
    here = Span(str(path))
    file = _File(word.unpacked(data, here))
    try:
        file.clean()
        made = package.packed([package.deflated(name, part) for name, part in file.parts.items()])
        return made, tuple(_left(word.usual(made, here)[1], here))
    except word.DAMAGE as error:
        raise word.damaged(error, here) from None


@dataclass(slots=True)
class _File:
    """The parts of a .docx by name while they are cleaned, and the stores its controls were bound to."""

    parts: dict
    bound: set = field(default_factory=set)

    def clean(self):
        before = self._reached()
        self._relations(lambda kind, _: kind in _GONE)
        for name in self._reached() & self._word():
            self._edit(name, self._story)
        ours = {name for name in self.parts if self._is_ours(name)}
        self._relations(lambda kind, name: name in ours or (kind == "customXml" and self._is_bound(name)))
        self._properties()
        lost = ours | (before - self._reached())
        lost |= {_relations_of(name) for name in lost}
        self.parts = {name: data for name, data in self.parts.items() if name not in lost}
        self._drop(_TYPES, lambda one: one.get("PartName", "")[1:] in lost)

    def _word(self):
        """Return the names of the parts that are WordprocessingML."""
        types = {}
        for one in parse(self.parts[_TYPES]).iterchildren("{*}*"):
            named = one.get("PartName", "")[1:] or one.get("Extension", "").lower()
            types[named] = one.get("ContentType", "")
        ends = ((name, name.rpartition(".")[2].lower()) for name in self.parts)
        return {name for name, end in ends if _WORD.match(types.get(name, types.get(end, "")))}

    def _edit(self, name, change):
        """Change a part and return its root; one that is not changed keeps its bytes."""
        root = parse(self.parts[name])
        if change(root):
            tree = root.getroottree()
            self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return root

    def _drop(self, name, unwanted):
        """Remove the entries of a list that are unwanted; returns whether that emptied it."""
        old = self.parts[name]
        root = self._edit(name, lambda root: _remove(filter(unwanted, root.iterchildren("{*}*"))))
        return self.parts[name] != old and not len(root)

    def _related(self, source):
        """Return (kind, target or "", relationship) of all that a part, or "" the package, is related to."""
        name = _relations_of(source)
        listed = parse(self.parts[name]).iter(_RELATION) if name in self.parts else ()
        return [(one.get("Type", "").rpartition("/")[2], _target(source, one), one) for one in listed]

    def _relations(self, unwanted):
        """Remove the relationships that are unwanted(kind, target), and lists of none."""
        for name in [name for name in self.parts if name.endswith(".rels")]:
            source = _source(name)
            gone = {one.get("Id") for kind, target, one in self._related(source) if unwanted(kind, target)}
            if gone and self._drop(name, lambda one, gone=gone: one.get("Id") in gone) and source:
                del self.parts[name]

    def _reached(self):
        """Return the names of the parts that relationships lead to."""
        reached, ahead = set(), [""]
        while ahead:
            for _, target, _ in self._related(ahead.pop()):
                if target in self.parts and target not in reached:
                    reached.add(target)
                    ahead.append(target)
        return reached

    def _is_ours(self, name):
        """Tell whether a part is custom XML of ours, or tells of it: not every program relates the two."""
        if not name.startswith("customXml/") or _OURS not in self.parts[name]:
            return False
        root = etree.QName(parsed := parse(self.parts[name]))
        uris = [one.get(f"{{{root.namespace}}}uri", "") for one in parsed.iter(etree.Element)]
        said = uris if root.localname == "datastoreItem" else [root.namespace or ""]
        return any(one.encode().startswith(_OURS) for one in said)

    def _is_bound(self, item):
        """Tell whether controls were bound to a custom XML part."""
        stores = [target for kind, target, _ in self._related(item) if kind == "customXmlProps"]
        roots = [parse(self.parts[name]) for name in stores if name in self.parts]
        return any(value.upper() in self.bound for root in roots for value in root.attrib.values())

    def _properties(self):
        """Take out of the properties what is ours and how the file came about."""
        for kind, target in [(kind, target) for kind, target, _ in self._related("") if target in self.parts]:
            if kind in ("custom-properties", "customProperties"):
                if self._drop(target, lambda one: one.get("name", "").startswith(_OWN)):
                    self._relations(lambda _, other, target=target: other == target)
            elif kind in ("core-properties", "extended-properties", "extendedProperties"):
                self._drop(target, _is_history)

    def _story(self, root):
        """Clean a part of WordprocessingML; returns whether it changed."""
        changed = bool(multiplied.mend(root)) | _identities(root)
        for one in root.iter(*_BINDING):
            self.bound |= {
                value.upper() for name, value in one.attrib.items() if name.endswith("}storeItemID")
            }
        changed |= _remove(list(root.iter(*_REMOVED)), _emptied)
        changed |= _remove(_bookmarks(root))
        for one in list(root.iter(*_CONTROL)):
            _unwrap(one)
            changed = True
        return changed


def _relations_of(name):
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _source(name):
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(source, relation):
    if relation.get("TargetMode") == "External":
        return ""
    path = posixpath.join("/", posixpath.dirname(source), relation.get("Target", ""))
    return posixpath.normpath(path)[1:]


def _remove(elements, after=None):
    """Remove elements; after(parent) is called for each. Returns whether there were any."""
    elements = list(elements)
    for one in elements:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
            if after:
                after(parent)
    return bool(elements)


def _emptied(parent):
    """Remove a run in which nothing is left but its look, and a change that holds no run any more."""
    while parent.tag in _RUN | _TRACKED and all(one.tag in _RUN_PROPERTIES for one in parent):
        above = parent.getparent()
        above.remove(parent)
        parent = above


def _identities(root):
    """Remove what names a paragraph or an editing session; returns whether there was any."""
    changed = False
    for one in root.iter(etree.Element):
        for name in [name for name in one.attrib if name in _IDENTITY or _is_session(name)]:
            del one.attrib[name]
            changed = True
    return changed


def _is_session(name):
    return name.startswith((f"{{{W}}}rsid", f"{{{_STRICT}}}rsid"))


def _is_history(one):
    name = etree.QName(one).localname
    return name in _HISTORY or (name == "Application" and one.text == "qicao")


def _bookmarks(root):
    """Yield both ends of our bookmarks; a number is that of a bookmark until it ends."""
    begun = Counter()
    for one in root.iter(*_START, *_END):
        number = next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
        name = next((value for key, value in one.attrib.items() if key.endswith("}name")), "")
        ours = name.startswith(MARK) if one.tag in _START else begun[number] > 0
        if ours:
            begun[number] += 1 if one.tag in _START else -1
            yield one


def _unwrap(control):
    """Put the content of a control in its place."""
    parent = control.getparent()
    for content in control.iterchildren(*_CONTENT):
        for one in list(content):
            control.addprevious(one)
    parent.remove(control)
    blocks = [one.tag for one in parent.iterchildren(*_BLOCKS)] if parent.tag in _HOLDERS else [""]
    if not blocks or (parent.tag in _CELL and blocks[-1] in _TABLE):
        etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}p")


# -- what stays and is told of


def _left(document, here):
    known = word.told(document)
    stories = [known.story, *(Story(root, known.beside) for root in _others(document))]
    changes = sum((story.changes for story in stories), Counter())
    roots = [document.element, *_others(document)]
    looks = (one for root in roots for one in root.iter() if str(one.tag).endswith("Change"))
    changes.update(one.get(w("author"), "") for one in looks)
    if changes:
        names = "、".join(dict.fromkeys(name or "—" for name in changes))
        yield problem("changes-left", here, count=sum(changes.values()), names=names)
    for at, words in aside.hidden(known.tokens):
        yield problem("hidden-left", Span(here.path, at, 1), text=words)
    for at, text in _gaps(known, document):
        yield problem("gap-left", Span(here.path, at, 1), text=text)


def _others(document):
    """Yield the roots of the notes, headers and footers."""
    for one in document.part.rels.values():
        if one.reltype.rpartition("/")[2] in ("header", "footer", "footnotes", "endnotes"):
            yield parse(one.target_part.blob)


def _gaps(known, document):
    """Return (place, text) of what still waits for words: our gaps, and what Word shows in empty controls."""
    words = {}
    for token in known.tokens:
        if token.kind == "words":
            words[token.at] = words.get(token.at, "") + token.value
    found = [(at, gap.group()) for at, text in words.items() for gap in GAP.finditer(text)]
    for at, paragraph in enumerate(document.element.body.iter(w("p")), 1):
        runs = [one for one in paragraph.iterchildren(w("r")) if known.beside.is_prompt(one)]
        text = "".join(one.text or "" for run in runs for one in run.iter(w("t")))
        found += [(at, text)] if text else []
    return sorted(found, key=lambda one: one[0])
