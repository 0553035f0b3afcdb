import io
import re
import subprocess
import sys
import zipfile
from functools import cache

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import SHARED, SLUGS, checked, example
from qicao import read
from qicao.clean import clean
from qicao.problems import ProblemsFound
from qicao.writers.word import Options, write

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.microsoft.com/office"
OFFICE = "application/vnd.openxmlformats-officedocument"
SPACES = f"xmlns:w='{W}' xmlns:w14='{M}/word/2010/wordml' xmlns:w15='{M}/word/2012/wordml' xmlns:r='{R}'"
TRACES = (b"<w:sdt>", b'"_qc', b"'_qc", b"paraId=", b"textId=", b":rsid", b"comment", b"urn:qicao", b"qicao.")
STYLES = "<w:style w:type='character' w:styleId='hint'><w:name w:val='Placeholder Text'/><w:rsid w:val='00AB12CD'/></w:style>"


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


@cache
def base():
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return tuple(parts_of(buffer.getvalue()).items())


def foreign(body, parts=(), related=()):
    """Return a .docx of another program: parts are (name, content type, XML), related (part, id, kind, target)."""
    known = dict(base())
    known["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    known["word/styles.xml"] = f"<w:styles {SPACES}>{STYLES}</w:styles>".encode()
    for name, kind, text in parts:
        if name not in known:
            one = f"<Override PartName='/{name}' ContentType='{kind}'/></Types>".encode()
            known["[Content_Types].xml"] = known["[Content_Types].xml"].replace(b"</Types>", one)
        known[name] = text.encode()
    for source, identity, kind, target in related:
        folder, _, file = source.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if file else "_rels/.rels"
        empty = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'></Relationships>"
        mode = " TargetMode='External'" if ":" in target else ""
        one = (
            f"<Relationship Id='{identity}' Type='{kind}' Target='{target}'{mode}/></Relationships>".encode()
        )
        known[name] = known.get(name, empty).replace(b"</Relationships>", one)
    return packed(known)


def cleaned(data):
    """Return the parts of the copy and the warnings; cleaning it again changes nothing."""
    made, found = clean(data)
    assert clean(made) == (made, found)
    assert clean(data)[0] == made
    return parts_of(made), found


def body_of(parts):
    return re.search(rb"<w:body>(.*)</w:body>", parts["word/document.xml"], re.S).group(1).decode()


def text_of(tmp_path, data):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    return read(path)[0].text


RUN = "<w:r><w:t>{}</w:t></w:r>"
PARAGRAPH = "<w:p>" + RUN + "</w:p>"
CONTROL = (
    "<w:sdt><w:sdtPr><w:tag w:val='会议'/></w:sdtPr><w:sdtEndPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "options", [Options(), Options(numbering="native"), Options(bound=True, reading=True)], ids=str
)
def test_a_draft_goes_out_without_a_trace_and_with_every_word(slug, options, tmp_path):
    document = example(slug)
    data = write(document, options)
    parts, found = cleaned(data)
    path = tmp_path / "copy.docx"
    path.write_bytes(clean(data)[0])
    again, told = read(path)
    assert again.text == document.text
    assert not told
    assert [one.code for one in found] == ["gap-left"] * len(re.findall("〔待填", document.text))
    whole = b"".join(parts.values())
    assert [
        trace
        for trace in (*TRACES, b"qicao")
        if trace in whole.replace(b"CommentReference", b"").replace(b"CommentText", b"")
    ] == []
    assert not any(name.startswith(("customXml", "docProps/custom", "word/comments")) for name in parts)
    assert checked(path) == ""
    before = parts_of(data)
    assert all(
        parts[name] == before[name]
        for name in ("word/footer1.xml", "word/fontTable.xml", "word/numbering.xml", "word/styles.xml")
    )


def test_gaps_are_told_of_with_their_paragraph():
    body = (
        PARAGRAPH.format("今天开会。")
        + f"<w:p>{RUN.format('在〔待填：会')}{RUN.format('议〕上和〔待填〕里')}</w:p>"
    )
    _, found = cleaned(foreign(body))
    assert [(one.code, one.span.line, one.severity) for one in found] == [("gap-left", 2, "warning")] * 2
    assert "〔待填：会议〕" in found[0].message


def test_what_word_shows_in_an_empty_control_is_a_gap():
    hint = "<w:r><w:rPr><w:rStyle w:val='hint'/></w:rPr><w:t>单击此处输入文字。</w:t></w:r>"
    parts, found = cleaned(foreign(f"<w:p>{CONTROL.format(hint)}</w:p>"))
    assert [(one.code, one.span.line) for one in found] == [("gap-left", 1)]
    assert hint.replace("'", '"') in body_of(parts)


CONTROLS = {
    "in a line": (f"<w:p>{RUN.format('在')}{CONTROL.format(RUN.format('会'))}{RUN.format('上')}</w:p>", 3),
    "of paragraphs": (CONTROL.format(PARAGRAPH.format("甲") + PARAGRAPH.format("乙")), 2),
    "of a row, a cell and its words": (
        f"<w:tbl><w:tblPr/><w:tblGrid/>{CONTROL.format('<w:tr>' + CONTROL.format('<w:tc>' + CONTROL.format(PARAGRAPH.format('甲')) + '</w:tc>') + '</w:tr>')}</w:tbl>",
        1,
    ),
    "within one another": (f"<w:p>{CONTROL.format(CONTROL.format(RUN.format('甲')) + CONTROL.format(CONTROL.format(RUN.format('乙'))))}</w:p>", 2),
    "in a link and a change": (f"<w:p><w:hyperlink>{CONTROL.format(RUN.format('甲'))}</w:hyperlink><w:ins w:id='1' w:author='江远'>{CONTROL.format(RUN.format('乙'))}</w:ins></w:p>", 2),
}  # fmt: skip


@pytest.mark.parametrize(("body", "runs"), CONTROLS.values(), ids=CONTROLS)
def test_controls_give_way_to_what_stands_in_them(tmp_path, body, runs):
    data = foreign(body)
    parts, _ = cleaned(data)
    left = body_of(parts)
    assert "sdt" not in left
    assert left.count("<w:r>") == runs
    assert left == re.sub("</?w:sdt(Content)?>|<w:sdtPr>.*?</w:sdtPr>|<w:sdtEndPr/>", "", body).replace(
        "'", '"'
    )
    assert text_of(tmp_path, clean(data)[0]) == text_of(tmp_path, data)


def test_a_cell_keeps_a_paragraph_at_its_end():
    cell = "<w:tc>{}</w:tc>"
    table = "<w:tbl><w:tr>" + cell.format(PARAGRAPH.format("甲")) + "</w:tr></w:tbl>"
    empty = "<w:sdt><w:sdtContent/></w:sdt>"
    mark = "<w:bookmarkStart w:id='1' w:name='人'/><w:bookmarkEnd w:id='1'/>"
    rows = "".join(
        map(cell.format, (empty, CONTROL.format(table), CONTROL.format(PARAGRAPH.format("乙")) + mark))
    )
    left = body_of(cleaned(foreign(f"<w:tbl><w:tr>{rows}</w:tr></w:tbl>{PARAGRAPH.format('丙')}"))[0])
    assert left.count("<w:tc><w:p/></w:tc>") == 1
    assert left.count("</w:tbl><w:p/></w:tc>") == 1
    assert left.count("<w:p/>") == 2


def test_our_bookmarks_go_and_those_of_people_stay():
    def start(number, name):
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'

    def end(number):
        return f'<w:bookmarkEnd w:id="{number}"/>'

    kept = start(0, "目标") + start(2, "_Toc1") + RUN.format("今天开会。") + end(2) + end(0)
    body = (
        "<w:p>"
        + start(1, "_qc1")
        + start(0, "目标")
        + end(1)
        + start(2, "_Toc1")
        + start(2, "_qc2")
        + end(2)
        + RUN.format("今天开会。")
        + end(2)
        + end(0)
        + "</w:p>"
    )
    assert body_of(cleaned(foreign(body))[0]) == f"<w:p>{kept}</w:p>"


def test_what_names_paragraphs_and_sessions_goes():
    body = (
        "<w:p w14:paraId='0A1B2C3D' w14:textId='77777777' w:rsidR='00AB12CD' w:rsidRDefault='00AB12CD' w:rsidP='00AB12CD'>"
        "<w:r w:rsidRPr='00AB12CD'><w:t>今天开会。</w:t></w:r></w:p><w:sectPr w:rsidR='00AB12CD'/>"
    )
    settings_part = (
        f"<w:settings {SPACES}><w:zoom w:percent='100'/><w:attachedTemplate r:id='t'/><w:rsids><w:rsidRoot w:val='00AB12CD'/></w:rsids>"
        "<w:docVars><w:docVar w:name='commondata' w:val='eyJ9'/></w:docVars><w14:docId w14:val='1A2B3C4D'/><w15:docId w15:val='{0}'/></w:settings>"
    )
    template = ("word/settings.xml", "t", f"{R}/attachedTemplate", "file:///C:/Users/jy/公文.dotx")
    parts, found = cleaned(foreign(body, [("word/settings.xml", "", settings_part)], [template]))
    whole = b"".join(parts.values())
    assert not found
    assert [
        trace
        for trace in (b"00AB12CD", b"0A1B2C3D", b"eyJ9", b"1A2B3C4D", b"Users", b"docId")
        if trace in whole
    ] == []
    assert b'<w:zoom w:percent="100"/>' in parts["word/settings.xml"]
    assert "word/_rels/settings.xml.rels" not in parts
    assert body_of(parts) == "<w:p><w:r><w:t>今天开会。</w:t></w:r></w:p><w:sectPr/>"


COMMENT_PARTS = [
    ("comments", f"{R}/comments", f"{OFFICE}.wordprocessingml.comments+xml"),
    (
        "commentsExtended",
        f"{M}/2011/relationships/commentsExtended",
        f"{OFFICE}.wordprocessingml.commentsExtended+xml",
    ),
    ("commentsIds", f"{M}/2016/09/relationships/commentsIds", f"{OFFICE}.wordprocessingml.commentsIds+xml"),
    (
        "commentsExtensible",
        f"{M}/2018/08/relationships/commentsExtensible",
        f"{OFFICE}.wordprocessingml.commentsExtensible+xml",
    ),
    ("people", f"{M}/2011/relationships/people", f"{OFFICE}.wordprocessingml.people+xml"),
]


def test_comments_go_with_all_that_belongs_to_them(tmp_path):
    mark = "<w:comment{} w:id='3'/>"
    reference = f"<w:r><w:rPr><w:rStyle w:val='x'/></w:rPr>{mark.format('Reference')}</w:r>"
    body = (
        f"<w:p>{mark.format('RangeStart')}{RUN.format('今天')}{mark.format('RangeEnd')}{reference}"
        f"<w:ins w:id='9' w:author='江远'>{reference}</w:ins><w:r><w:t>开会</w:t>{mark.format('Reference')}</w:r></w:p>"
    )
    image = ("word/comments.xml", "i", f"{R}/image", "media/only.png")
    shared = [
        ("word/comments.xml", "j", f"{R}/image", "media/both.png"),
        ("word/document.xml", "j", f"{R}/image", "media/both.png"),
    ]
    parts = [(f"word/{name}.xml", kind, f"<w:comments {SPACES}/>") for name, _, kind in COMMENT_PARTS]
    parts += [("word/media/only.png", "image/png", "x"), ("word/media/both.png", "image/png", "y")]
    related = [("word/document.xml", name, kind, f"{name}.xml") for name, kind, _ in COMMENT_PARTS]
    left, found = cleaned(foreign(body, parts, [*related, image, *shared]))
    assert not found
    assert body_of(left) == f"<w:p>{RUN.format('今天')}{RUN.format('开会')}</w:p>"
    assert "word/media/both.png" in left
    assert [name for name in left if re.search("comments|people|only", name)] == []
    listed = left["[Content_Types].xml"] + left["word/_rels/document.xml.rels"]
    assert [name for name in (b"comments", b"people", b"only") if name in listed] == []


def item(number, root, store=""):
    parts = [(f"customXml/item{number}.xml", "application/xml", root)]
    related = [("word/document.xml", f"x{number}", f"{R}/customXml", f"../customXml/item{number}.xml")]
    if store:
        properties = f"<ds:datastoreItem xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml' ds:itemID='{store}'/>"
        parts.append((f"customXml/itemProps{number}.xml", f"{OFFICE}.customXmlProperties+xml", properties))
        related.append((f"customXml/item{number}.xml", "p", f"{R}/customXmlProps", f"itemProps{number}.xml"))
    return parts, related


def test_custom_xml_of_ours_and_what_controls_were_bound_to_goes_the_rest_stays():
    made = [
        item(1, "<d xmlns='urn:qicao:draft:1'/>", "{1}"),
        item(2, "<v xmlns='urn:qicao:values:1'/>"),
        item(3, "<v>旧的值</v>", "{abc}"),
        item(4, "<b:Sources xmlns:b='urn:sources'/>", "{4}"),
        item(5, "<x>about urn:qicao:draft:1</x>", "{5}"),
    ]
    bound = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/v' w:storeItemID='{ABC}'/></w:sdtPr><w:sdtContent>"
        + RUN.format("值")
        + "</w:sdtContent></w:sdt>"
    )
    parts, _ = cleaned(
        foreign(
            f"<w:p>{bound}</w:p>", [p for one in made for p in one[0]], [r for one in made for r in one[1]]
        )
    )
    left = sorted(name for name in parts if name.startswith("customXml/item") and "Props" not in name)
    assert left == ["customXml/item4.xml", "customXml/item5.xml"]
    assert not any(
        f"{number}.xml" in name for name in parts for number in (1, 2, 3) if name.startswith("customXml")
    )
    assert "item3" not in parts["word/_rels/document.xml.rels"].decode()


def test_custom_xml_of_ours_that_nothing_is_related_to_goes_too():
    store = "<ds:datastoreItem xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml' ds:itemID='{1}'><ds:schemaRefs><ds:schemaRef ds:uri='urn:qicao:draft:1'/></ds:schemaRefs></ds:datastoreItem>"
    lost = [
        ("customXml/item7.xml", "application/xml", "<q:d xmlns:q='urn:qicao:draft:1'/>"),
        ("customXml/itemProps7.xml", f"{OFFICE}.customXmlProperties+xml", store),
    ]
    parts, _ = cleaned(foreign(PARAGRAPH.format("今天开会。"), lost))
    assert not any(name.startswith("customXml/item") and "7" in name for name in parts)
    assert b"itemProps7" not in parts["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("others", "stays"),
    [("", False), ("<property fmtid='{D}' pid='9' name='密级'><vt:lpwstr>内部</vt:lpwstr></property>", True)],
)
def test_our_properties_go_and_the_part_when_nothing_else_is_in_it(others, stays):
    text = (
        "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>"
        f"<property fmtid='{{D}}' pid='2' name='qicao.seal'><vt:lpwstr>1</vt:lpwstr></property>{others}</Properties>"
    )
    part = ("docProps/custom.xml", f"{OFFICE}.custom-properties+xml", text)
    parts, _ = cleaned(
        foreign(
            PARAGRAPH.format("今天开会。"),
            [part],
            [("", "c", f"{R}/custom-properties", "docProps/custom.xml")],
        )
    )
    assert ("docProps/custom.xml" in parts) == stays
    assert (b"custom.xml" in parts["_rels/.rels"] + parts["[Content_Types].xml"]) == stays
    assert b"qicao" not in b"".join(parts.values())


def test_properties_keep_what_a_person_wrote_and_lose_who_worked_on_it():
    core = (
        "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
        "<dc:title>在年会上的讲话</dc:title><dc:creator>江远</dc:creator><cp:keywords>年会</cp:keywords><cp:lastModifiedBy>林溪</cp:lastModifiedBy><cp:revision>37</cp:revision></cp:coreProperties>"
    )
    app = "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'><Template>公文模板</Template><TotalTime>318</TotalTime><Pages>3</Pages><Company>某机关</Company></Properties>"
    parts, _ = cleaned(
        foreign(
            PARAGRAPH.format("今天开会。"), [("docProps/core.xml", "", core), ("docProps/app.xml", "", app)]
        )
    )
    whole = (parts["docProps/core.xml"] + parts["docProps/app.xml"]).decode()
    assert [one for one in ("在年会上的讲话", "江远", "年会", "<Pages>3") if one not in whole] == []
    assert [one for one in ("林溪", "37", "公文模板", "318", "某机关") if one in whole] == []


def test_changes_stay_and_are_told_of_with_their_authors():
    body = (
        f"<w:p><w:ins w:id='1' w:author='江远'>{RUN.format('新')}</w:ins><w:del w:id='2' w:author='qicao'><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:b/><w:rPrChange w:id='3' w:author='林溪'><w:rPr/></w:rPrChange></w:rPr><w:t>粗</w:t></w:r></w:p>"
    )
    parts, (found,) = cleaned(foreign(body))
    assert body_of(parts) == body
    assert (found.code, found.severity) == ("changes-left", "warning")
    assert "3 处" in found.message
    assert all(name in found.message for name in ("江远", "林溪", "qicao"))


def test_a_header_is_cleaned_and_its_changes_are_told_of():
    header = f"<w:hdr {SPACES}><w:p w14:paraId='0A1B2C3D'>{CONTROL.format(RUN.format('内部'))}<w:ins w:id='1' w:author='江远'>{RUN.format('文稿')}</w:ins></w:p></w:hdr>"
    body = (
        PARAGRAPH.format("今天开会。") + "<w:sectPr><w:headerReference w:type='default' r:id='h'/></w:sectPr>"
    )
    parts, found = cleaned(
        foreign(
            body,
            [("word/header1.xml", f"{OFFICE}.wordprocessingml.header+xml", header)],
            [("word/document.xml", "h", f"{R}/header", "header1.xml")],
        )
    )
    assert b"sdt" not in parts["word/header1.xml"]
    assert b"paraId" not in parts["word/header1.xml"]
    assert [one.code for one in found] == ["changes-left"]


def test_what_has_nothing_to_clean_keeps_its_bytes():
    known = dict(base())
    known["word/document.xml"] = (
        f"<w:document {SPACES}>\n  <w:body>\n  <?note x?><!-- y -->{PARAGRAPH.format('今天开会。')}</w:body></w:document>".encode()
    )
    known["word/vendor.bin"] = b"\0\1"
    known = {
        name: re.sub(
            b"<(cp:lastModifiedBy|cp:revision|Template|TotalTime|Company|Manager)[^<]*(</\\1>|(?<=/)>)",
            b"",
            data,
        )
        if name.startswith("docProps")
        else data
        for name, data in known.items()
    }
    once = parts_of(clean(packed(known))[0])
    assert once["word/document.xml"] == known["word/document.xml"]
    assert once["word/vendor.bin"] == known["word/vendor.bin"]
    assert once["word/numbering.xml"] == known["word/numbering.xml"]
    assert list(once) == [name for name in known if name in once]


def test_strict_files_stay_strict(tmp_path):
    data = foreign(f"<w:p w:rsidR='00AB12CD'>{CONTROL.format(RUN.format('今天开会。'))}</w:p>")
    strict = {
        name: one.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006/", b"purl.oclc.org/ooxml/wordprocessingml/"
        ).replace(
            b"schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, one in parts_of(data).items()
    }
    made, _ = clean(packed(strict))
    left = parts_of(made)["word/document.xml"]
    assert b"purl.oclc.org/ooxml/wordprocessingml/main" in left
    assert b"sdt" not in left
    assert b"rsid" not in left
    assert text_of(tmp_path, made) == "今天开会。\n"


WORDS = st.text("甲乙丙丁", min_size=1, max_size=3)
INSIDE = st.recursive(
    WORDS.map(RUN.format),
    lambda inner: st.lists(inner, max_size=3).map("".join).flatmap(
        lambda words: st.sampled_from((CONTROL.format(words), f"<w:hyperlink>{words}</w:hyperlink>", f"<w:bookmarkStart w:id='5' w:name='_qc5'/>{words}<w:bookmarkEnd w:id='5'/>", f"{words}<w:r><w:commentReference w:id='1'/></w:r>"))
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.lists(INSIDE, max_size=3).map("".join), min_size=1, max_size=4))
def test_no_word_is_lost_and_nothing_is_left_to_clean(tmp_path_factory, paragraphs):
    body = PARAGRAPH.format("今天开会。") + "".join(f"<w:p>{inside}</w:p>" for inside in paragraphs)
    data = foreign(body)
    made, found = clean(data)
    assert clean(made) == (made, found)
    folder = tmp_path_factory.getbasetemp()
    assert text_of(folder, made) == text_of(folder, data)
    assert [trace for trace in TRACES if trace in parts_of(made)["word/document.xml"]] == []


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"%PDF-1.4", packed({"a": b""}), packed({**dict(base()), "word/document.xml": b"<x"})],
)
def test_what_is_no_sound_docx_is_a_problem(data):
    with pytest.raises(ProblemsFound) as found:
        clean(data)
    assert found.value.problems[0].hint


def test_a_broken_part_beside_the_text_is_a_problem_too():
    for name in (
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
        "docProps/app.xml",
        "word/settings.xml",
    ):
        with pytest.raises(ProblemsFound):
            clean(packed({**dict(base()), name: b"<x"}))


@pytest.mark.office
def test_drafts_saved_by_libreoffice_are_cleaned_and_open_there(office, tmp_path):
    for slug, options in zip(
        SLUGS, (Options(), Options(numbering="native"), Options(reading=True), Options()), strict=False
    ):
        path = tmp_path / f"{slug}.docx"
        path.write_bytes(write(example(slug), options))
        saved = office(path, "docx").read_bytes()
        parts, _ = cleaned(saved)
        kept = tmp_path / f"clean-{slug}.docx"
        kept.write_bytes(clean(saved)[0])
        assert read(kept)[0].text == example(slug).text
        whole = re.sub(b"Comment(Reference|Text)|annotation (reference|text)", b"", b"".join(parts.values()))
        assert [trace for trace in TRACES if trace in whole] == []
        assert not any(name.startswith(("customXml", "docProps/custom", "word/comments")) for name in parts)
        checker = SHARED / "tools" / "check_docx.py"
        if checker.is_file():
            done = subprocess.run(
                [sys.executable, checker, "--no-xsd", kept], capture_output=True, text=True, check=False
            )
            assert done.stdout == ""
        assert office(kept, "pdf").stat().st_size > 10_000
