"""Findings put into .docx files of any origin: as comments, as fixes, as tracked changes."""

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import qicao
from drafts import ROOT, SLUGS, checked, example
from qicao import brief as briefs
from qicao import package
from qicao.check import word
from qicao.document import AUTHOR, Document
from qicao.lint import Finding, lint
from qicao.ooxml import w
from qicao.problems import Span
from qicao.pull import pull
from qicao.readers import read
from qicao.readers.story import said as said_by
from qicao.readers.word import opened
from qicao.rework.draft import Draft
from qicao.update import update
from qicao.writers.runs import CHECK
from qicao.writers.word import Options, write

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
SIGNED = "w:author='闻青川' w:date='2026-09-01T08:00:00Z'"


def run(text, look="", name="w:t"):
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{look}<{name} xml:space='preserve'>{text}</{name}></w:r>"


def paragraph(*inside):
    return f"<w:p>{''.join(inside)}</w:p>"


def control(inside, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}<w:tag w:val='会议'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def field(inside, instruction="REF a"):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{told}{mark('separate')}{inside}{mark('end')}"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
)
RELATION = f"<Relationship Id='{{0}}' Type='{OFFICE}/{{0}}' Target='{{1}}'/>"
NUMBERING = """<w:abstractNum w:abstractNumId='0'><w:multiLevelType w:val='singleLevel'/><w:lvl w:ilvl='0'>
<w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>
<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"""
STYLES = """<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>
<w:style w:type='paragraph' w:styleId='ListNumber'><w:name w:val='List Number'/>
<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"""
PARTS = {
    "[Content_Types].xml": (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        + "".join(
            f"<Override PartName='/word/{name}.xml' ContentType='{TYPE}.{kind}+xml'/>"
            for name, kind in {
                "document": "document.main",
                "styles": "styles",
                "numbering": "numbering",
            }.items()
        )
        + "</Types>"
    ),
    "_rels/.rels": RELATIONS.format(RELATION.format("officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": RELATIONS.format(
        RELATION.format("styles", "styles.xml") + RELATION.format("numbering", "numbering.xml")
    ),
    "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
    "word/numbering.xml": f"<w:numbering {SPACES}>{NUMBERING}</w:numbering>",
}


def file(body):
    """Return the bytes of a small .docx of another program with this body."""
    section = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    main = f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>"
    return zipped({name: text.encode() for name, text in {**PARTS, "word/document.xml": main}.items()})


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return buffer.getvalue()


def saved(made):
    """Return the bytes of a document of python-docx."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def said(tmp_path):
    """Return said(data): the Document of the bytes of a .docx."""

    def document(data):
        path = tmp_path / "said.docx"
        path.write_bytes(data)
        return read(path)[0]

    return document


def root(data, name="word/document.xml"):
    return etree.fromstring(package.contents(io.BytesIO(data))[name])


def fixes(document, pattern, fix):
    """Return a Finding for each match of a pattern in a Document; fix is what re.Match.expand takes."""
    return [
        Finding("try", block, *one.span(), None if fix is None else one.expand(fix))
        for block in document.blocks
        for one in re.finditer(pattern, block.text)
    ]


# -- what the files of these tests are judged by


def bare(data, name="word/document.xml"):
    """Return the XML of a part without marks of comments, equal neighbouring runs made one."""
    tree = root(data, name)
    for one in list(tree.iter(*map(w, MARKS))):
        holder = one.getparent()
        holder.remove(one)
        if holder.tag == w("r") and all(child.tag == w("rPr") for child in holder):
            holder.getparent().remove(holder)
    for one in tree.iter(w("rPrChange")):
        del one.attrib[w("id")]
    for one in tree.iter(w("t"), w("delText")):
        one.text = said_by(one)
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for one in list(tree.iter(w("r"))):
        merge(one)
    return etree.tostring(tree, method="c14n")


def merge(one):
    """Take the run after one into it for as long as they look alike."""
    while one.getparent() is not None and (after := one.getnext()) is not None and look(after) == look(one):
        for child in after.findall("*"):
            last = one[-1] if len(one) else None
            if child.tag == w("rPr"):
                continue
            if last is not None and child.tag == last.tag and child.tag in (w("t"), w("delText")):
                last.text = (last.text or "") + (child.text or "")
            else:
                one.append(child)
        after.getparent().remove(after)


def look(one):
    if one.tag != w("r"):
        return None
    own = one.find(w("rPr"))
    told = b"" if own is None or not len(own) else etree.tostring(own, method="c14n")
    return re.sub(rb' w:id="\d+"', b"", told)  # each change of a look has a number of its own


def characters(data):
    """Return (character, its look) of each paragraph, our suggestions accepted."""
    return [
        [(sign, look(node.getparent())) for node in one.iter(w("t")) for sign in node.text or ""]
        for one in root(data).iter(w("p"))
    ]


def decided(data, accept):
    """Return the bytes of a .docx with all suggestions of ours accepted, or rejected."""
    tree = root(data)
    for one in list(tree.iter(w("ins"), w("del"))):
        if one.get(w("author")) != AUTHOR:
            continue
        if (one.tag == w("ins")) == accept:
            for child in list(one):
                for text in child.iter(w("delText")):
                    text.tag = w("t")
                one.addprevious(child)
        one.getparent().remove(one)
    parts = package.contents(io.BytesIO(data))
    return zipped({**parts, "word/document.xml": etree.tostring(tree)})


def anchored(data):
    """Return (words between the marks, words of the comment) of each comment of a check, in order."""
    notes = {
        one.get(w("id")): "\n".join(
            "".join(t.text if t.tag == w("t") else "\n" for t in p.iter(w("t"), w("br")))
            for p in one.iter(w("p"))
        )
        for one in root(data, "word/comments.xml")
        if one.get(w("author")) == AUTHOR and one.get(w("initials")) == CHECK
    }
    open_, made = {}, {}
    for one in root(data).iter(w("t"), *map(w, MARKS[:2])):
        if one.tag == w("t"):
            open_ = {number: text + (one.text or "") for number, text in open_.items()}
        elif one.get(w("id")) in notes and one.tag == w(MARKS[0]):
            open_[one.get(w("id"))] = ""
        elif one.get(w("id")) in notes:
            made[one.get(w("id"))] = open_.pop(one.get(w("id")))
    references = [one.get(w("id")) for one in root(data).iter(w(MARKS[2]))]
    assert not open_
    assert sorted(made) == sorted(notes)
    assert all(references.count(number) == 1 for number in notes)
    return [(made[number], notes[number]) for number in made]


def sound(tmp_path, data):
    path = tmp_path / "sound.docx"
    path.write_bytes(data)
    # blanks that are not shown are what a case is about
    assert [one for one in checked(path).splitlines() if "outer space of" not in one] == []


# -- files of every kind


def split(*texts):
    return paragraph(*(run(text, "<w:b/>" if at % 2 else "") for at, text in enumerate(texts)))


LINK = "<w:hyperlink w:anchor='a'>{}</w:hyperlink>"
INS = f"<w:ins w:id='901' {SIGNED}>{{}}</w:ins>"
DEL = f"<w:del w:id='902' {SIGNED}>{{}}</w:del>"
NUMBERED = "<w:pPr><w:pStyle w:val='ListNumber'/></w:pPr>"
CASES = {
    "one run": paragraph(run("甲,乙,丙。")),
    "runs split in the middle of words": split("甲", ",乙", ",", "丙。"),
    "a run of two texts and a break": "<w:p><w:r><w:t>甲,</w:t><w:lastRenderedPageBreak/><w:t>乙,丙。</w:t></w:r></w:p>",
    "blanks that are not shown": "<w:p><w:r><w:t>  甲, 乙,\n</w:t></w:r><w:r><w:t> 丙。</w:t></w:r></w:p>",
    "a link": paragraph(run("甲,"), LINK.format(run("乙,丙")), run("。")),
    "an insertion of somebody": paragraph(run("甲,"), INS.format(run("乙,丙")), run("。")),
    "a deletion of somebody": paragraph(
        run("甲,"), DEL.format(run("子,丑", name="w:delText")), run("乙,丙。")
    ),
    "a control": paragraph(run("甲,"), control(run("乙,丙")), run("。")),
    "controls in one another": paragraph(control(run("甲,") + control(run("乙,"))), run("丙。")),
    "a control around paragraphs": control(paragraph(run("甲,乙,")) + paragraph(run("丙。"))),
    "a table": f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph(run('甲,乙,丙。'))}</w:tc></w:tr></w:tbl>",
    "line breaks": "<w:p><w:r><w:t>甲,乙</w:t><w:br/><w:t>乙,丙</w:t></w:r></w:p>",
    "soft hyphens": "<w:p><w:r><w:t>甲</w:t><w:softHyphen/><w:t>,乙,丙。</w:t></w:r></w:p>",
    "native numbers": "".join(f"<w:p>{NUMBERED}{run('甲,乙。')}</w:p>" for _ in range(2)),
    "hidden words": paragraph(run("甲,"), run("藏,", "<w:vanish/>"), run("乙,丙。")),
    "a deleted mark": (
        f"<w:p><w:pPr><w:rPr><w:del w:id='903' {SIGNED}/></w:rPr></w:pPr>{run('甲,')}</w:p>"
        + paragraph(run("乙,丙。"))
    ),
    "a bookmark in the middle": paragraph(
        run("甲"),
        "<w:bookmarkStart w:id='9' w:name='a'/>",
        run(",乙,"),
        "<w:bookmarkEnd w:id='9'/>",
        run("丙。"),
    ),
    "a look that was changed": paragraph(
        run("甲,乙,丙。", f"<w:b/><w:rPrChange w:id='904' {SIGNED}><w:rPr/></w:rPrChange>")
    ),
    "a smart tag": paragraph("<w:smartTag w:element='a'>", run("甲,"), "</w:smartTag>", run("乙,丙。")),
}


@pytest.mark.parametrize("body", CASES.values(), ids=list(CASES))
class TestCases:
    def test_fixed(self, body, said, tmp_path):
        data = file(body)
        was = said(data)
        found = fixes(was, ",", "，")
        made = word.fixed(data, found)
        assert not made.refused
        assert list(made.done) == found
        assert said(made.data).text == was.text.replace(",", "，")
        assert fixes(said(made.data), ",", "，") == []
        back = word.fixed(made.data, fixes(said(made.data), "，", ","))
        assert bare(back.data) == bare(data)
        sound(tmp_path, made.data)

    def test_tracked(self, body, said, tmp_path):
        data = file(body)
        was = said(data)
        made = word.tracked(data, fixes(was, ",", "，"))
        assert not made.refused
        assert said(made.data).text == was.text
        assert said(decided(made.data, accept=True)).text == was.text.replace(",", "，")
        assert said(decided(made.data, accept=False)).text == was.text
        again = word.tracked(made.data, fixes(said(made.data), ",", "，"))
        assert again.data == made.data
        assert {one.why for one in again.refused} == {"suggested"}
        assert {one.why for one in word.fixed(made.data, fixes(said(made.data), ",", "，")).refused} == {
            "suggested"
        }
        if "w:ins" not in body:
            assert bare(decided(made.data, accept=False)) == bare(data)
        sound(tmp_path, made.data)

    def test_commented(self, body, said, tmp_path):
        data = file(body)
        was = said(data)
        found = fixes(was, ".,", None) + fixes(was, "(?<=,).", None)
        texts = [f"第{at}处\n改一改" for at in range(len(found))]
        made = word.commented(data, found, texts)
        words = {text: one.words for one, text in zip(found, texts, strict=True)}
        assert {text: re.sub("藏,?", "", shown) for shown, text in anchored(made)} == words
        assert said(made).text == was.text
        assert bare(made) == bare(data)
        again = word.commented(made, found, texts)
        assert bare(again) == bare(data)
        assert {text: re.sub("藏,?", "", shown) for shown, text in anchored(again)} == words
        none = word.commented(made, [], [])
        assert not list(root(none).iter(*map(w, MARKS)))
        sound(tmp_path, made)


REFUSED = {
    "the result of a field": (paragraph(run("见"), field(run("甲,乙")), run("。")), "field"),
    "a simple field": (
        paragraph(run("见"), f"<w:fldSimple w:instr='REF a'>{run('甲,乙')}</w:fldSimple>"),
        "field",
    ),
    "a list control": (paragraph(control(run("甲,乙"), "<w:dropDownList/>")), "control"),
    "a locked control": (paragraph(control(run("甲,乙"), "<w:lock w:val='contentLocked'/>")), "control"),
    "a bound control": (
        paragraph(control(run("甲,乙"), "<w:dataBinding w:xpath='/a' w:storeItemID='{0}'/>")),
        "bound",
    ),
    "a word under pinyin": (
        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt/><w:rubyBase><w:r><w:t>甲,乙</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        "elsewhere",
    ),
    "a sign": (
        "<w:p><w:r><w:t>甲</w:t><w:sym w:font='Arial' w:char='002C'/><w:t>乙</w:t></w:r></w:p>",
        "sign",
    ),
}


@pytest.mark.parametrize(("body", "why"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_changed_is_told_and_commented_on(body, why, said):
    data = file(body)
    found = fixes(said(data), ",", "，")[:1]
    for change in (word.fixed, word.tracked):
        made = change(data, found)
        assert made.data == data
        assert [(one.finding, one.why) for one in made.refused] == [(found[0], why)]
        assert made.refused[0].problem("a.docx").code == "not-fixed"
    noted = word.commented(data, found, ["改"])
    assert [text for _, text in anchored(noted)] == ["改"]
    assert bare(noted) == bare(data)


def test_two_lines_that_say_the_same_are_told_apart(said):
    data = file("<w:p><w:r><w:t>甲,乙</w:t><w:br/><w:br/><w:t>甲,乙</w:t></w:r></w:p>")
    found = fixes(said(data), ",", "，")
    assert said(word.fixed(data, found).data).text == "甲，乙\n甲，乙\n"
    assert said(word.fixed(data, found[1:]).data).text == "甲,乙\n甲，乙\n"
    assert [word.span(one) for one in found] == [Span("", 1, 2, 1), Span("", 1, 7, 1)]


def test_a_native_number_is_refused_and_its_paragraph_commented_on(said):
    data = file(f"<w:p>{NUMBERED}{run('甲乙。')}</w:p>")
    document = said(data)
    found = fixes(document, r"^1\.", "1、")
    assert [one.why for one in word.fixed(data, found).refused] == ["number"]
    assert anchored(word.commented(data, found, ["号"])) == [("甲乙。", "号")]


def test_words_that_are_not_in_the_file_are_lost(said):
    data, other = file(paragraph(run("甲,乙"))), file(paragraph(run("丙,丁")))
    found = fixes(said(other), ",", "，")
    assert [one.why for one in word.fixed(data, found).refused] == ["lost"]
    assert anchored(word.commented(data, found, ["?"])) == [("甲,乙", "?")]


# -- something missing, something too much, words of another length


def missing(document, before, fix):
    return [
        Finding("try", block, one.end(), one.end(), fix)
        for block in document.blocks
        for one in re.finditer(before, block.text)
    ]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (paragraph(run("甲乙")), "甲乙。"),
        (paragraph(run("甲"), control(run("乙", "<w:b/>"))), "甲乙。"),
        (paragraph(run("甲"), field(run("乙")), run("丙乙")), "甲乙丙乙。"),
        (paragraph(run("甲"), INS.format(run("乙"))), "甲乙。"),
    ],
)
def test_what_is_missing_is_put_in(body, after, said, tmp_path):
    data = file(body)
    found = missing(said(data), "$", "。")
    made = word.fixed(data, found)
    assert said(made.data).text == f"{after}\n"
    suggested = word.tracked(data, found)
    assert said(decided(suggested.data, accept=True)).text == f"{after}\n"
    assert said(suggested.data).text == said(data).text
    again = word.tracked(suggested.data, missing(said(suggested.data), "$", "。"))
    assert again.data == suggested.data
    assert [one.why for one in again.refused] == ["suggested"]
    noted = word.commented(data, found, ["缺"])
    assert anchored(noted) == [("乙", "缺")]
    for one in (made.data, suggested.data, noted):
        sound(tmp_path, one)


def test_a_mark_at_the_end_stands_outside_the_control_and_looks_like_what_is_before(said):
    data = file(paragraph(run("甲"), control(run("乙", "<w:b/>"))))
    made = root(word.fixed(data, missing(said(data), "$", "。")).data)
    control_, added = next(made.iter(w("sdt"))), list(made.iter(w("r")))[-1]
    assert "".join(control_.itertext()) == "乙"
    assert added.find(f"{w('rPr')}/{w('b')}") is not None


def test_what_is_missing_at_the_start_goes_before_the_first_word(said):
    data = file(paragraph(run("甲乙", "<w:b/>")))
    found = [Finding("try", said(data).blocks[0], 0, 0, "“")]
    for made in (word.fixed(data, found).data, decided(word.tracked(data, found).data, accept=True)):
        assert said(made).text == "“甲乙\n"
    assert word.tracked(word.tracked(data, found).data, found).refused[0].why == "suggested"


@pytest.mark.parametrize(
    ("texts", "old", "new"),
    [
        (("2026", "-9-1", "前"), "2026-9-1", "2026年9月1日"),
        (("他", "他们", "来"), "他他", "他"),
        (("(一", ")、好"), r"\(一\)、", "（一）"),
        (("共", "12", "%好"), "12%", "百分之十二"),
        (("甲", "·", "乙"), "甲·乙", ""),
    ],
)
def test_words_of_another_length(texts, old, new, said, tmp_path):
    data = file(split(*texts, "。"))
    found = fixes(said(data), old, new)
    wanted = re.sub(old, new, said(data).text)
    made, suggested = word.fixed(data, found).data, word.tracked(data, found).data
    assert said(made).text == wanted
    assert said(decided(suggested, accept=True)).text == wanted
    assert bare(decided(suggested, accept=False)) == bare(data)
    sound(tmp_path, made)
    sound(tmp_path, suggested)


def test_quotation_marks_are_set_in_the_chinese_font(said):
    data = file(paragraph(run('要"严"要实')))
    made = word.fixed(data, [*fixes(said(data), '"(?=严)', "“"), *fixes(said(data), '"(?=要)', "”")])
    assert said(made.data).text == "要“严”要实\n"
    hinted = [
        "".join(r.itertext())
        for r in root(made.data).iter(w("r"))
        if r.find(f"{w('rPr')}/{w('rFonts')}") is not None
    ]
    assert hinted == ["“", "”"]


def test_of_fixes_that_meet_the_first_is_made(said):
    data = file(paragraph(run("甲,,乙")))
    document = said(data)
    found = [*fixes(document, ",,", "，"), *fixes(document, ",(?=乙)", "")]
    made = word.fixed(data, found)
    assert said(made.data).text == "甲，乙\n"
    assert [one.why for one in made.refused] == ["overlap"]


def test_nothing_to_do_leaves_the_bytes():
    data = file(paragraph(run("甲乙")))
    assert bare(word.commented(data, [], [])) == bare(data)
    assert word.fixed(data, []).data == data
    assert word.tracked(data, []).data == data


# -- nothing else changes


def test_only_the_words_of_the_paragraph_change(said):
    data = file(
        CASES["one run"] + CASES["a link"].replace("甲,", "甲。") + CASES["a control"].replace(",", "，")
    )
    was = [etree.tostring(one) for one in root(data).iter(w("p"))]
    made = word.fixed(data, fixes(said(data), "(?<=甲),", "，"))
    now = [etree.tostring(one) for one in root(made.data).iter(w("p"))]
    assert [a == b for a, b in zip(was, now, strict=True)] == [False, True, True]
    old, new = (package.contents(io.BytesIO(one)) for one in (data, made.data))
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml"}


def test_comments_of_people_stay(said, tmp_path):
    made = docx.Document()
    words = made.add_paragraph()
    words.add_run("甲")
    words.add_run(",乙,").bold = True
    words.add_run("丙。")
    made.add_comment(words.runs[1], "请领导定", author="闻青川", initials="闻")
    data = saved(made)
    found = fixes(said(data), ",", "，")
    noted = word.commented(data, found, ["一", "二"])
    authors = [one.get(w("author")) for one in root(noted, "word/comments.xml")]
    assert authors == ["闻青川", AUTHOR, AUTHOR]
    assert [words for words, _ in anchored(noted)] == [",", ","]
    again = word.commented(noted, found[:1], ["一"])
    assert [one.get(w("author")) for one in root(again, "word/comments.xml")] == ["闻青川", AUTHOR]
    for one in (word.fixed(data, found).data, word.tracked(data, found).data):
        assert [mark.get(w("id")) for mark in root(one).iter(w("commentReference"))] == ["0"]


def test_what_word_says_of_a_comment_elsewhere_goes_with_it_and_answers_stay(said):
    data = file(paragraph(run("甲,乙")))
    parts = package.contents(io.BytesIO(word.commented(data, fixes(said(data), ",", None), ["改"])))
    notes = parts["word/comments.xml"].decode().replace("<w:p>", f'<w:p {SPACES} w14:paraId="00000001">')
    entry = "<w15:commentEx w15:paraId='{}' {} w15:done='0'/>".format
    listed = entry("00000001", "") + entry("00000002", "w15:paraIdParent='00000001'")
    space = "xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'"
    relations = parts["word/_rels/document.xml.rels"].decode()
    more = RELATION.format("commentsExtended", "commentsExtended.xml") + "</Relationships>"
    types = parts["[Content_Types].xml"].decode()
    kind = (
        f"<Override PartName='/word/commentsExtended.xml' ContentType='{TYPE}.commentsExtended+xml'/></Types>"
    )
    parts["[Content_Types].xml"] = types.replace("</Types>", kind).encode()
    parts["word/comments.xml"] = notes.encode()
    parts["word/commentsExtended.xml"] = f"<w15:commentsEx {space}>{listed}</w15:commentsEx>".encode()
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", more).encode()
    left = root(word.commented(zipped(parts), [], []), "word/commentsExtended.xml")
    assert [sorted(one.attrib.values()) for one in left] == [["0", "00000002"]]


# -- drafts of our own


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("numbering", ["text", "native"])
def test_drafts(slug, numbering, said, tmp_path):
    data = write(example(slug), Options(numbering=numbering))
    document = said(data)
    found = fixes(document, "(?<=.{4})，", ",")
    made = word.fixed(data, found)
    assert not made.refused
    assert said(made.data).text == re.sub("(?<=.{4})，", ",", document.text)
    suggested = word.tracked(data, found)
    assert said(decided(suggested.data, accept=True)).text == said(made.data).text
    assert bare(decided(suggested.data, accept=False)) == bare(data)
    noted = word.commented(data, found, ["逗号"] * len(found))
    assert bare(noted) == bare(data)
    assert [words for words, _ in anchored(noted)] == ["，"] * len(found)
    kept = [
        [one.get(w("val")) for one in root(each).iter(w("tag"))] for each in (data, made.data, suggested.data)
    ]
    assert kept[0] == kept[1] == kept[2]
    for one in (made.data, suggested.data, noted):
        sound(tmp_path, one)
        assert package.is_sealed(io.BytesIO(one)) is False


def test_the_comments_at_gaps_stay(said):
    brief = ROOT / "drafts/example.yaml"
    data = write(qicao.draft(qicao.load(brief)), Options())

    def gaps(data):
        own = (one for one in root(data, "word/comments.xml") if one.get(w("initials")) == "qc")
        return ["".join(one.itertext()) for one in own]

    assert gaps(data)
    noted = word.commented(data, fixes(said(data), "，", None), ["逗号"] * len(fixes(said(data), "，", None)))
    assert gaps(noted) == gaps(data)
    assert gaps(word.commented(noted, [], [])) == gaps(data)


def test_a_finding_of_the_linter(said):
    data = file(split("（一", "）、明确", "责任"))
    found = lint(said(data))
    assert [(one.rule, one.words) for one in found] == [("bracket-mark", "、")]
    assert said(word.fixed(data, found).data).text == "（一）明确责任\n"


@pytest.mark.parametrize("change", [word.fixed, word.tracked])
def test_a_draft_is_pulled_and_updated_as_one_a_person_has_edited(change, said, tmp_path):
    brief = briefs.load(ROOT / "drafts/county-deployment.yaml")
    path = tmp_path / "a.docx"
    path.write_bytes(write(qicao.draft(brief), Options()))
    document = said(path.read_bytes())
    inside, outside = fixes(document, "(?<=.{4})、", "，")[:6], fixes(document, "(?<=同志们，).", "\\g<0>都")
    path.write_bytes(change(path.read_bytes(), [*inside, *outside]).data)
    text = said(path.read_bytes()).text
    draft = Draft(path)
    assert draft.sealed is False
    pulled = pull(draft, brief)
    if change is word.fixed:
        assert any("，" in str(one.now) for one in pulled.changed)
    made = update(path, str(ROOT / "drafts/county-deployment.yaml"))
    if made.data is not None:
        path.write_bytes(made.data)
    assert said(path.read_bytes()).text == text
    assert not checked(path)
    assert update(path, str(ROOT / "drafts/county-deployment.yaml")).data is None


def test_an_update_leaves_the_comments_of_a_check_where_nothing_changes(said, tmp_path):
    source = ROOT / "drafts/county-deployment.yaml"
    brief, path = briefs.load(source), tmp_path / "a.docx"
    data = write(qicao.draft(brief), Options())
    found = fixes(said(data), "，", None)
    path.write_bytes(word.commented(data, found, ["逗号"] * len(found)))
    assert pull(Draft(path), brief).changed == ()
    assert update(path, str(source)).data is None
    later = tmp_path / "b.yaml"
    later.write_text(re.sub("(?m)^日期: .*$", "日期: 2027-01-02", source.read_text("utf-8")), "utf-8")
    made = update(path, str(later)).data
    assert "2027年1月2日" in said(made).text
    assert [words for words, _ in anchored(made)] == ["，"] * len(found)
    sound(tmp_path, made)


# -- any runs, any findings


LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:u w:val='single'/>"])


@st.composite
def speeches(draw):
    """Return (body, text) of paragraphs whose runs are parted by chance, some in controls, links or changes."""
    holders = [str, str, control, LINK.format, INS.format, lambda inside: field(inside)]
    texts, body = [], ""
    for _ in range(draw(st.integers(1, 3))):
        pieces = draw(
            st.lists(st.text("甲乙丙丁,，“”.。 12", min_size=1, max_size=6), min_size=1, max_size=6)
        )
        inside = ""
        for piece in pieces:
            inside += draw(st.sampled_from(holders))(run(piece, draw(LOOKS)))
        texts.append("".join(pieces))
        body += paragraph(inside)
    return body, texts


@given(speeches(), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_any_findings_in_any_runs(tmp_path_factory, speech, chance):
    body, texts = speech
    folder = tmp_path_factory.mktemp("any")

    def said(data):
        (folder / "a.docx").write_bytes(data)
        try:
            return read(folder / "a.docx")[0]
        except qicao.ProblemsFound:
            return Document(())

    if not any(text.strip() for text in texts):
        return
    data = file(body)
    document = said(data)
    found = [one for block in document.blocks for one in chosen(block, chance)]
    made, suggested = word.fixed(data, found), word.tracked(data, found)
    assert made.done == suggested.done
    wanted = [
        applied(block.text, [one for one in made.done if one.block is block]) for block in document.blocks
    ]
    shown = [block.text for block in said(made.data).blocks]
    assert shown == [one for one in wanted if one.strip()]
    if shown:
        assert [one.text for one in said(decided(suggested.data, accept=True)).blocks] == shown
    assert [one.text for one in said(suggested.data).blocks] == [one.text for one in document.blocks]
    assert word.tracked(suggested.data, list(suggested.done)).data == suggested.data
    if "w:ins" not in body:
        assert bare(decided(suggested.data, accept=False)) == bare(data)
    texts = [str(at) for at in range(len(found))]
    noted = word.commented(data, found, texts)
    assert bare(noted) == bare(data)
    assert not found or sorted(text for _, text in anchored(noted)) == sorted(texts)


@given(speeches())
@settings(max_examples=40)
def test_formatting_is_kept_for_each_character(tmp_path_factory, speech):
    body, _ = speech
    folder, data = tmp_path_factory.mktemp("any"), file(body)
    (folder / "a.docx").write_bytes(data)
    try:
        document = read(folder / "a.docx")[0]
    except qicao.ProblemsFound:
        return
    made = word.fixed(data, fixes(document, "[,.12]", "○"))
    changed = [
        (a, b)
        for old, new in zip(characters(data), characters(made.data), strict=True)
        for a, b in zip(old, new, strict=True)
    ]
    assert all(a == b or (a[0] in ",.12" and b == ("○", a[1])) for a, b in changed)
    assert sum(a != b for a, b in changed) == len(made.done)


def chosen(block, chance):
    """Yield findings in a paragraph that do not meet, with fixes of any length."""
    count = 2 * min((len(block.text) + 1) // 2, chance.randint(0, 3))
    places = sorted(chance.sample(range(len(block.text) + 1), count))
    for start, end in zip(places[::2], places[1::2], strict=True):
        yield Finding("try", block, start, end, "".join(chance.choices("，。戊己", k=chance.randint(0, 4))))


def applied(text, found):
    for one in reversed(found):
        text = text[: one.start] + one.fix + text[one.end :]
    return text


# -- switched off by a comment


def test_a_comment_switches_rules_off(tmp_path):
    made = docx.Document()
    words = [made.add_paragraph(f"第{at}段,好") for at in range(7)]
    notes = ["qicao: off half-width", "qicao：off  half-width，serial", "QICAO: off", "qicao: offer", "请看"]
    for one, text in zip(words, notes, strict=False):
        made.add_comment(one.runs, text, author="闻青川", initials="闻")
    made.add_comment([words[0].runs[0]], "qicao: off quote\n因为是原文", author="乙", initials="乙")
    made.add_comment([words[5].runs[0], words[6].runs[0]], "qicao: off date", author="乙", initials="乙")
    path = tmp_path / "a.docx"
    made.save(path)
    off = word.switched(opened(path)[1])
    numbers = [block.origin.line for block in read(path)[0].blocks]
    assert {numbers.index(at): rules for at, rules in off.items()} == {
        0: {"half-width", "quote"},
        1: {"half-width", "serial"},
        2: None,
        5: {"date"},
        6: {"date"},
    }


# -- a real word processor


@pytest.mark.office
@pytest.mark.parametrize("slug", ["campus-briefing", "county-deployment"])
def test_files_that_libreoffice_has_saved(slug, office, said, tmp_path):
    path = tmp_path / f"{slug}.docx"
    path.write_bytes(write(example(slug), Options()))
    data = office(path, "docx").read_bytes()
    document = said(data)
    found = fixes(document, "，", ",")
    made, suggested = word.fixed(data, found), word.tracked(data, found)
    noted = word.commented(data, found, ["逗号"] * len(found))
    assert not made.refused
    assert said(made.data).text == document.text.replace("，", ",")
    assert bare(decided(suggested.data, accept=False)) == bare(data)
    assert bare(noted) == bare(data)
    for name, one in {"fixed": made.data, "tracked": suggested.data, "noted": noted}.items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(one)
        again = office(path, "docx").read_bytes()
        wanted = document.text.replace("，", ",") if name == "fixed" else document.text
        assert said(again).text == wanted
        if name == "noted":
            assert [words for words, _ in anchored(again)] == ["，"] * len(found)
            assert bare(word.commented(again, [], [])) != b""
            assert not anchored(word.commented(again, [], []))
