"""Drafts whose parts are damaged: each is read as one that lost the part, or is a clear problem."""

import re

import pytest
from lxml import etree

from drafts import SLUGS, example
from qicao.problems import ProblemsFound
from qicao.readers import read
from qicao.rework.draft import Draft
from qicao.writers import word
from typed import Typed, W

MANIFEST, OWN = "customXml/item1.xml", "docProps/custom.xml"


def values(data):
    """Put other values into a manifest."""
    return lambda text: re.sub("(<brief[^>]*>)[^<]*", lambda found: found.group(1) + data, text)


def damaged(tmp_path, name, change):
    path = tmp_path / "a.docx"
    path.write_bytes(word.write(example(SLUGS[0]), word.Options()))
    with Typed(path) as typed:
        typed.parts[name] = change(typed.parts[name].decode()).encode()
    return path


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        *((OWN, lambda _, data=data: data, []) for data in ("", "no XML", "<a/>")),
        *(
            (MANIFEST, values(data), ["manifest-broken"])
            for data in ("[1,2]", "5", "{", "[" * 3000 + "]" * 3000)
        ),
        *(
            (MANIFEST, values(data), ["manifest-broken"])
            for data in ('{"甲": true}', '{"甲": [{"乙": 1.5}]}')
        ),
        (MANIFEST, lambda text: text[:-9], ["manifest-broken"]),
        (MANIFEST, lambda _: "", []),
    ],
)
def test_a_part_that_is_damaged_is_lost(tmp_path, name, change, told):
    draft = Draft(damaged(tmp_path, name, change))
    assert [one.code for one in draft.problems] == told
    assert (draft.manifest is None) == (name == MANIFEST)
    assert bool(draft.known) == (name == MANIFEST)
    draft.parts.keep("qicao.", {"seal": "0"})
    assert draft.parts.properties("qicao.") == {"seal": "0"}


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (MANIFEST, lambda text: text.replace("draft:1", "draft:2"), "manifest-other"),
        ("word/comments.xml", lambda _: "<a", "not-a-docx"),
    ],
)
def test_a_draft_that_cannot_be_read_is_a_clear_problem(tmp_path, name, change, code):
    with pytest.raises(ProblemsFound) as found:
        Draft(damaged(tmp_path, name, change))
    assert [one.code for one in found.value.problems] == [code]


def test_what_word_shows_in_an_empty_control_is_no_words(tmp_path):
    path = damaged(tmp_path, "word/document.xml", lambda text: text)
    with Typed(path) as typed:
        control = next(typed.root.iter(f"{W}sdt"))
        control.find(f"{W}sdtPr").append(control.makeelement(f"{W}showingPlcHdr"))
        next(control.iter(f"{W}t")).text = "单击或点击此处输入文字。"
    draft = Draft(path)
    assert not any("单击" in line.text for line in draft.lines)
    assert "单击" not in read(path)[0].text


TABLE = "<w:tbl xmlns:w='{}'><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize("whole", [False, True])
def test_paragraphs_put_into_a_table_are_no_deleted_ones(tmp_path, whole):
    path = damaged(tmp_path, "word/document.xml", lambda text: text)
    was = [line.text for line in Draft(path).lines]
    with Typed(path) as typed:
        paragraphs = [one for one, text in typed.paragraphs() if text]
        chosen = paragraphs if whole else paragraphs[5:6]
        table = etree.fromstring(TABLE.format(W[1:-1], "<w:p/>"))
        chosen[0].addprevious(table)
        next(table.iter(f"{W}tc")).extend(chosen)
        foreign = etree.fromstring(TABLE.format(W[1:-1], "<w:p><w:r><w:t>别处的表</w:t></w:r></w:p>"))
        table.addnext(foreign)
    draft = Draft(path)
    assert [line.text for line in draft.lines] == was
    assert [line.pinned for line in draft.lines if line.in_table] == [True] * len(chosen)
