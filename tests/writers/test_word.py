import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import CHARACTERS, SLUGS, checked, example
from qicao import layout, package
from qicao.document import Block, Document, Field, Ordinal, Text
from qicao.problems import Span
from qicao.tables import table
from qicao.writers.word import Options, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GAP = Field("〔待填：日期〕", "日期", "讲话日期", True, Span("a.yaml", 3))


def parts(document, **options):
    with zipfile.ZipFile(io.BytesIO(write(document, Options(**options)))) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def words(document, **options):
    root = ElementTree.fromstring(parts(document, **options)["word/document.xml"])
    return [
        "".join(t.text or "" if t.tag == f"{W}t" else "\t" for t in p.iter() if t.tag in (f"{W}t", f"{W}tab"))
        for p in root.iter(f"{W}p")
    ]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "options", [{}, {"numbering": "native"}, {"reading": True, "profile": "open"}], ids=str
)
def test_a_draft_passes_the_checker_and_opens_with_python_docx(slug, options, tmp_path):
    path = tmp_path / "a.docx"
    document = example(slug)
    path.write_bytes(write(document, Options(**options)))
    assert checked(path) == ""
    opened = docx.Document(path)
    assert len(opened.paragraphs) == len(document.blocks)
    assert opened.core_properties.title == document.title
    assert {p.style.name for p in opened.paragraphs} <= {
        "Title", "Subtitle", "Salutation", "Body Text", "Heading 1", "Heading 2", "讲话要点", "讲话要点标题", "讲话首段",
    }  # fmt: skip
    opened.add_paragraph("又一段", style="Body Text").add_run("加", style="讲话段首句")
    opened.save(path)
    assert docx.Document(path).paragraphs[-1].text == "又一段加"


def pretty(xml):
    return re.sub(r"(?<=>)(?=<w:(?:p|sdt|r|comment)[ >])", "\n", xml)


def test_the_parts_of_a_draft(golden):
    document = Document(
        (
            Block("title", (Text("在"), Field("推进会", "会议", "会议全称"), Text("上的讲话"))),
            Block("byline", (Text("（"), GAP, Text("）"))),
            Block("byline", (Field("副市长 江远", "讲话人", "职务和姓名"),)),
            Block("salutation", (Text("同志们："),)),
            Block("body", (Text("第一段“引号”——R&D <内部>。"),)),
            Block("heading", (Field("压实责任", "要求.1.标题", "标题"),), 1, Ordinal("一、", "yi_dun", 1)),
            Block(
                "point",
                (Field("抓实。早", "要求.1.要点", "要点"), Text("抓。")),
                0,
                Ordinal("一是", "shi", 1, 1),
                5,
            ),
        ),
        "try",
    )
    made = parts(document)
    for name in ("word/document.xml", "word/comments.xml", "docProps/core.xml", "docProps/app.xml"):
        golden(f"word.{name.replace('/', '.')}", pretty(made[name]))
    native = parts(document, numbering="native")
    golden("word.native.document.xml", pretty(native["word/document.xml"]))
    golden("word.native.numbering.xml", native["word/numbering.xml"].replace("><", ">\n<"))


def test_the_same_draft_gives_the_same_bytes_and_its_seal_holds(tmp_path):
    document = example("city-dispatch")
    assert write(document) == write(document)
    path = tmp_path / "a.docx"
    path.write_bytes(write(document))
    assert package.is_sealed(path) is True


TRICKY = st.sampled_from(
    [
        "R&D",
        "<内部>",
        "{{",
        "&amp;",
        "]]>",
        "“",
        "——",
        '"',
        "'",
        "𠮷",
        "😀",
        "\t",
        "  ",
        "${title}",
        "$",
        "\x85",
        "\ufeff",
    ]
)
LINES = st.lists(st.one_of(CHARACTERS, TRICKY), min_size=1, max_size=10).map("".join)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES, st.integers(0, 12), st.booleans())
def test_every_character_comes_out_verbatim(first, second, lead, gap):
    block = Block("point", (Text(first), Field(second, first, second, gap, Span(first))), lead=lead)
    title = Block("title", (Text(second),))
    document = Document((title, block), first)
    assert words(document) == [second, first + second]
    opened = docx.Document(io.BytesIO(write(document)))
    assert opened.core_properties.title == second


@pytest.mark.parametrize("profile", layout.bundled())
def test_a_profile_names_its_fonts_and_nothing_else(profile):
    made = parts(Document(()), profile=profile)
    fonts = table("layout")["profiles"][profile]
    named = set(re.findall(r'w:eastAsia="([^"]+)"', made["word/styles.xml"])) - {"zh-CN"}
    assert named == set(fonts.values())
    assert "Theme=" not in made["word/styles.xml"]
    assert f'name="qicao.profile"><vt:lpwstr>{profile}<' in made["docProps/custom.xml"]


def test_chinese_marks_are_hinted_and_language_is_chinese():
    made = parts(Document((Block("body", (Text("他说“好”"),)), Block("body", (Text("好"),)))))
    first, second = made["word/document.xml"].split("</w:p>")[:2]
    assert 'w:hint="eastAsia"' in first
    assert "hint" not in second
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>' in made["word/styles.xml"]


def test_page_and_body_as_in_facts():
    made = parts(Document(()))
    page = made["word/document.xml"]
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in page
    assert 'w:top="2098" w:right="1475" w:bottom="1984" w:left="1587"' in page
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in page
    normal = made["word/styles.xml"].split('w:styleId="Normal"')[1].split("</w:style>")[0]
    assert 'w:line="579" w:lineRule="exact"' in normal
    assert 'w:firstLineChars="200" w:firstLine="640"' in normal
    assert '<w:spacing w:val="-5"/><w:sz w:val="32"/>' in normal
    reading = parts(Document(()), reading=True)["word/styles.xml"]
    assert '<w:b/><w:bCs/><w:spacing w:val="0"/><w:sz w:val="36"/>' in reading


def test_controls_are_rich_inline_and_unbound_with_tag_and_alias():
    long = "章节." + "很长的参数名" * 20
    made = parts(
        Document(
            (
                Block(
                    "body",
                    (
                        Field("甲", long, "意" * 99),
                        Field("甲", "会议", "会议全称"),
                        Field("乙", "会议", "会议全称"),
                    ),
                ),
            )
        )
    )
    page = made["word/document.xml"]
    tags = re.findall(r'<w:tag w:val="([^"]*)"/>', page)
    assert tags[1:] == ["会议", "会议"]
    assert len(tags[0]) == 64
    assert [len(alias) for alias in re.findall(r'<w:alias w:val="([^"]*)"/>', page)] == [64, 4, 4]
    ids = [int(one) for one in re.findall(r'<w:id w:val="(\d+)"/>', page)]
    assert len(set(ids)) == 3
    assert all(0 < one < 2**31 for one in ids)
    assert "w:dataBinding" not in page
    assert "<w:text" not in page


def test_a_gap_is_shown_highlighted_with_a_comment_each_time():
    made = parts(Document((Block("body", (GAP, Text("，"), GAP)),)))
    page, comments = made["word/document.xml"], made["word/comments.xml"]
    assert page.count("<w:showingPlcHdr/>") == page.count('<w:rStyle w:val="qcGap"/>') == 2
    assert comments.count("待填：讲话日期（参数“日期”）。请在提纲 a.yaml 第 3 行填写") == 2
    assert page.count("<w:commentReference ") == 2


def test_a_lead_ends_inside_a_value_where_its_sentence_ends():
    field = Field("抓实。早抓", "甲")
    page = parts(Document((Block("point", (field,), 0, Ordinal("一是", "shi", 1, 1), 5),)))[
        "word/document.xml"
    ]
    runs = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>(.*?)</w:t></w:r>", page)
    assert runs == [
        ('<w:rStyle w:val="qcLead"/>', "一是"),
        ('<w:rStyle w:val="qcLead"/>', "抓实。"),
        ("", "早抓"),
    ]


def test_native_lists_are_one_for_the_headings_and_one_for_each_series():
    def point(text, number, series, kind="shi"):
        return Block("point", (Text("甲。乙"),), 0, Ordinal(text, kind, number, series), 4)

    blocks = [
        Block("heading", (Text("甲"),), 1, Ordinal("一、", "yi_dun", 1)),
        point("一是", 1, 1),
        point("二是", 2, 1),
        Block("heading", (Text("乙"),), 2, Ordinal("（一）", "paren", 1)),
        point("一是", 1, 2),
        point("首先，", 1, 3, "shouxian"),
    ]
    made = parts(Document(tuple(blocks)), numbering="native")
    page = made["word/document.xml"]
    assert re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d)"/>', page) == [
        ("0", "1"),
        ("0", "2"),
        ("0", "2"),
        ("1", "1"),
        ("0", "3"),
    ]
    assert "首先，" in page
    assert "一是" not in page
    assert made["word/numbering.xml"].count("<w:abstractNum ") == 3


def test_a_series_that_word_would_count_otherwise_stays_text():
    def heading(text, number):
        return Block("heading", (Text("甲"),), 1, Ordinal(text, "yi_dun", number))

    def native(*blocks):
        return re.findall(
            r'<w:numId w:val="(\d)"/>', parts(Document(blocks), numbering="native")["word/document.xml"]
        )

    assert native(heading("一、", 1), heading("二、", 2)) == ["1", "1"]
    assert native(heading("一、", 1), heading("二.", 2), heading("三、", 3)) == []
    first, third = (
        Block("point", (Text("甲。乙"),), 0, Ordinal(t, "shi", n, 1), 4)
        for t, n in (("一是", 1), ("三是", 3))
    )
    assert native(first, third) == []


def test_the_first_paragraph_without_salutation_has_a_line_above():
    title, first = Block("title", (Text("讲话"),)), Block("body", (Text("今天。"),))
    assert 'w:val="qcFirst"' in parts(Document((title, first)))["word/document.xml"]
    greeting = Block("salutation", (Text("同志们："),))
    assert 'w:val="qcFirst"' not in parts(Document((title, greeting, first)))["word/document.xml"]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("在全县农村道路交通安全整治工作部署会上的讲话", "在全县农村道路交通安全整治"),
        ("在全省高标准农田建设和耕地质量提升工作会议上的讲话", "在全省高标准农田建设和耕地质量提升"),
        ("在青枫中学二〇二六届全体高三年级学生成人礼上的讲话", "在青枫中学二〇二六届全体高"),
        ("在2026年度全县城乡环境卫生与农村生活污水治理工作会议上的讲话", "在2026年度全县城乡环境卫生与农村"),
        ("在校园例会上的讲话", None),
    ],
)
def test_a_long_title_breaks_into_lines_of_like_length(title, first):
    styles = parts(Document((Block("title", (Text(title),)),)))["word/styles.xml"]
    indent = int(re.search(r'styleId="Title".*?w:left="(\d+)"', styles, re.S).group(1))
    assert (8844 - 2 * indent) // 440 == (sum(2 if c > "~" else 1 for c in first) // 2 if first else 20)


def test_the_mark_that_ends_a_paragraph_stands_outside_its_control():
    block = Block("body", (Field("甲。", "甲"), Field("乙" * 30 + "。", "乙")))
    page = parts(Document((block, Block("body", (Field("丙。", "丙"),)))))["word/document.xml"]
    controls = re.findall(r"<w:sdtContent>.*?<w:t[^>]*>(.*?)</w:t>.*?</w:sdtContent>", page)
    assert controls == ["甲。", "乙" * 30, "丙。"]
