"""The programs that write the same speech: qicao, the least one could do, docxtpl, python-docx.

Each function takes the folder of its template and returns draft(brief file, .docx file).
"""

import random
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = """\
---
title: 部署讲话
params:
  会议: {type: text, example: 会}
  日期: {type: date, example: 2026-09-01}
  要求:
    type: list
    of:
      标题: {type: text}
      导语: {type: text}
      举措: {type: list, of: {要点: {type: text}, 内容: {type: text}}}
    example: []
---
在{{ 会议 }}上的讲话
（{{ 日期 }}）
同志们：
{% for 条 in 要求 %}
一、{{ 条.标题 }}
{{ 条.导语 }}
{% for 项 in 条.举措 %}
一是{{ 项.要点 }}。{{ 项.内容 }}
{% endfor %}
{% endfor %}
同志们，让我们把{{ 会议 }}的各项部署落到实处！
"""
HAN = "零一二三四五六七八九十"
STOCK = sorted(
    {
        sentence.strip() + "。"
        for path in (ROOT / "seeds").glob("*.txt")
        for sentence in re.split("[。\n]", path.read_text("utf-8"))
        if len(sentence.strip()) > 12
    }
)


def brief(size, template):
    """Return the YAML text of a brief that makes so many paragraphs: 4, and sections of 10."""
    dice = random.Random(size)
    lines = [f"模板: {template}", "会议: 全县秋冬季重点工作推进会议", "日期: 2026-11-26", "要求:"]
    left = size - 4
    for section in range(1, (left + 9) // 10 + 1):
        lines.append(f"  - 标题: 第{section}个方面的工作要抓紧")
        lines += [f"    导语: {''.join(dice.sample(STOCK, 3))}", "    举措:"]
        for item in range(1, min(left, 10) - 1):
            lines += [f"      - 要点: 抓好第{item}件事", f"        内容: {''.join(dice.sample(STOCK, 2))}"]
        left -= 10
    return "\n".join(lines) + "\n"


def qicao(_folder):
    from qicao import fill
    from qicao.brief import load
    from qicao.target import save
    from qicao.writers.word import Options, write

    def draft(source, target):
        save(target, write(fill.draft(load(source)), Options()))

    return draft


def bound(folder):
    """Do the least that makes a file Word opens: one pass, all that is constant kept deflated."""
    import struct
    import zlib
    from xml.sax.saxutils import escape

    import yaml

    with zipfile.ZipFile(folder / "base.docx") as package:
        kept = [(name, package.read(name)) for name in package.namelist() if name != "word/document.xml"]
        start, _, end = package.read("word/document.xml").decode().partition("<!--here-->")

    def deflated(name, data):
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return name.encode(), packer.compress(data) + packer.flush(), len(data), zlib.crc32(data)

    kept = [deflated(name, data) for name, data in kept]

    def paragraph(style, text):
        run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'

    def draft(source, target):
        data = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
        made = [
            paragraph("Title", f"在{data['会议']}上的讲话"),
            paragraph("Subtitle", f"（{_day(data['日期'])}）"),
            paragraph("Salutation", "同志们："),
        ]
        for number, section in enumerate(data["要求"], 1):
            made.append(paragraph("Heading1", f"{_han(number)}、{section['标题']}"))
            made.append(paragraph("BodyText", section["导语"]))
            for place, item in enumerate(section["举措"], 1):
                made.append(paragraph("qcPoint", f"{_han(place)}是{item['要点']}。{item['内容']}"))
        made.append(paragraph("BodyText", f"同志们，让我们把{data['会议']}的各项部署落到实处！"))
        parts = [*kept, deflated("word/document.xml", (start + "".join(made) + end).encode())]
        body, directory, offset = [], [], 0
        for name, packed, size, crc in parts:
            common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
            body += [b"PK\3\4", common, name, packed]
            directory += [b"PK\1\2\x14\0", common, struct.pack("<HHHII", 0, 0, 0, 0, offset), name]
            offset += 30 + len(name) + len(packed)
        listed = b"".join(directory)
        close = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(parts), len(parts), len(listed), offset, 0)
        target.write_bytes(b"".join((*body, listed, close)))

    return draft


def docxtpl(folder):
    import yaml
    from docxtpl import DocxTemplate

    def draft(source, target):
        data = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
        data["日期"] = _day(data["日期"])
        for at, section in enumerate(data["要求"], 1):
            section["序"] = _han(at)
            for number, item in enumerate(section["举措"], 1):
                item["序"] = _han(number)
        template = DocxTemplate(folder / "template-docxtpl.docx")
        template.render(data, autoescape=True)
        template.save(target)

    return draft


def python_docx(folder):
    import yaml
    from docx import Document

    def draft(source, target):
        data = yaml.load(source.read_bytes(), Loader=yaml.CSafeLoader)
        document = Document(folder / "empty.docx")
        document.add_paragraph(f"在{data['会议']}上的讲话", style="Title")
        document.add_paragraph(f"（{_day(data['日期'])}）", style="Subtitle")
        document.add_paragraph("同志们：", style="Salutation")
        for number, section in enumerate(data["要求"], 1):
            document.add_paragraph(f"{_han(number)}、{section['标题']}", style="Heading 1")
            document.add_paragraph(section["导语"], style="Body Text")
            for place, item in enumerate(section["举措"], 1):
                document.add_paragraph(f"{_han(place)}是{item['要点']}。{item['内容']}", style="Body Text")
        document.add_paragraph(f"同志们，让我们把{data['会议']}的各项部署落到实处！", style="Body Text")
        document.save(target)

    return draft


def _han(number):
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{HAN[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{HAN[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        words += "零"
    return words + (HAN[ones] if ones else "")


def _day(day):
    return f"{day.year}年{day.month}月{day.day}日"


def prepare(folder):
    """Write the template of each program, all with the styles of a draft of qicao."""
    from docx import Document

    (folder / "speech.md").write_text(TEMPLATE, "utf-8")
    source, target = folder / "first.yaml", folder / "first.docx"
    source.write_text(brief(14, folder / "speech.md"), "utf-8")
    qicao(folder)(source, target)
    document = Document(target)
    body = document.element.body
    for paragraph in list(body)[:-1]:
        body.remove(paragraph)
    document.save(folder / "empty.docx")
    with (
        zipfile.ZipFile(folder / "empty.docx") as empty,
        zipfile.ZipFile(folder / "base.docx", "w", zipfile.ZIP_DEFLATED) as base,
    ):
        for name in empty.namelist():
            base.writestr(name, empty.read(name).replace(b"<w:body>", b"<w:body><!--here-->"))
    for style, text in (
        ("Title", "在{{ 会议 }}上的讲话"),
        ("Subtitle", "（{{ 日期 }}）"),
        ("Salutation", "同志们："),
        ("Body Text", "{%p for 条 in 要求 %}"),
        ("Heading 1", "{{ 条.序 }}、{{ 条.标题 }}"),
        ("Body Text", "{{ 条.导语 }}"),
        ("Body Text", "{%p for 项 in 条.举措 %}"),
        ("Body Text", "{{ 项.序 }}是{{ 项.要点 }}。{{ 项.内容 }}"),
        ("Body Text", "{%p endfor %}"),
        ("Body Text", "{%p endfor %}"),
        ("Body Text", "同志们，让我们把{{ 会议 }}的各项部署落到实处！"),
    ):
        document.add_paragraph(text, style=style)
    document.save(folder / "template-docxtpl.docx")


def text_of(path):
    """Return the paragraphs of a .docx."""
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    paragraphs = re.findall("<w:p[ >].*?</w:p>", xml, re.S)
    return ["".join(re.findall("<w:t(?: [^>]*)?>([^<]*)</w:t>", one)) for one in paragraphs]


PROGRAMS = {"qicao": qicao, "lower bound": bound, "docxtpl": docxtpl, "python-docx": python_docx}
