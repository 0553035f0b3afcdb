import io
import re
import zipfile

import pytest

from drafts import SLUGS, example
from qicao.document import Block, Document, Text
from qicao.tables import table
from qicao.writers import titles
from qicao.writers.word import Options, write

TITLES = (
    "讲话",
    "在全市秋季校园安全工作推进会上的讲话",
    "在全县2026年度农村人居环境整治提升暨生活污水治理工作会议上的讲话",
    "关于认真贯彻落实全省防汛抗旱工作电视电话会议精神切实做好我市水库山塘河道巡查值守工作的讲话",
)


@pytest.mark.parametrize("title", [*TITLES, *(example(slug).title for slug in SLUGS)])
@pytest.mark.parametrize("reading", [False, True])
def test_a_title_is_indented_as_in_the_docx(title, reading):
    data = write(Document((Block("title", (Text(title),)),)), Options(reading=reading))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = package.read("word/styles.xml").decode()
    style = re.search('<w:style [^>]*w:styleId="Title">.*?</w:style>', styles, re.S).group()
    known = table("layout")
    layout = {**known["page"], **known["reading" if reading else "draft"]}
    assert titles.indent(title, layout) == int(re.search('w:ind w:left="([0-9]+)"', style).group(1))


def test_letters_and_figures_stay_together():
    assert titles.wrapped("在2026年会上", 4) == [5, 8]
