from dataclasses import replace

import pytest
from lxml import etree

from drafts import SLUGS, example
from qicao import manifest
from qicao.document import Field, Text
from qicao.located import Mapping, Scalar, Sequence
from qicao.manifest import Manifest
from qicao.problems import Span

HERE = Span("")


def plain(block):
    """A Block as a manifest keeps it: words that stand side by side are one, a value is its path and words."""
    parts = []
    for part in block.parts:
        if isinstance(part, Field):
            parts.append(Field(part.text, part.path, gap=part.gap))
        elif parts and isinstance(parts[-1], Text):
            parts[-1] = Text(parts[-1].text + part.text)
        elif part.text:
            parts.append(part)
    return replace(block, parts=tuple(parts))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_comes_back(slug):
    document = example(slug)
    made = Manifest(document, {"profile": "gb2312"}, manifest.marks(len(document.blocks)))
    again = manifest.read(etree.fromstring(manifest.write(made).encode()))
    assert again.document.blocks == tuple(map(plain, document.blocks))
    assert (again.options, again.marks) == (made.options, made.marks)
    assert again.document.source == document.source
    assert [block.origin.line for block in again.document.blocks] == [b.origin.line for b in document.blocks]


def test_no_path_of_the_machine_is_kept(tmp_path):
    document = example(SLUGS[0])
    text = manifest.write(Manifest(document, {}, manifest.marks(len(document.blocks))))
    assert "/" not in "".join(
        block.origin.path for block in manifest.read(etree.fromstring(text.encode())).document.blocks
    )
    assert "/" not in document.source.brief


def test_values_left_open_and_emptied_ones_come_back_as_they_were():
    values = Mapping(
        (
            (Scalar("甲", HERE), Scalar("", HERE, plain=True)),
            (Scalar("乙", HERE), Scalar("", HERE, plain=False)),
            (Scalar("丙", HERE), Sequence((Scalar("一", HERE), Mapping((), HERE)), HERE)),
            (Scalar("丁", HERE), Scalar("null", HERE)),
        ),
        HERE,
    )
    again = manifest.nodes(manifest.given(values))
    assert manifest.given(again) == manifest.given(values)
    assert again.get("甲").plain
    assert not again.get("乙").plain
    assert again.get("丁").text == "null"


@pytest.mark.parametrize(
    "xml", ["<draft/>", "<draft><template/><brief>{</brief></draft>", "<x xmlns='urn:y'/>"]
)
def test_what_is_no_manifest_is_told_apart(xml):
    with pytest.raises((ValueError, LookupError)):
        manifest.read(etree.fromstring(xml))


def test_the_ids_of_paragraphs_are_what_the_standard_wants():
    ids = {manifest.paragraph_id(mark) for mark in manifest.marks(500)}
    assert len(ids) == 500
    assert all(0 < int(one, 16) < 0x80000000 and len(one) == 8 for one in ids)
