import pytest
from lxml import etree

from qicao.ooxml import Styles, W
from qicao.readers.prompt import is_prompt

STYLES = "<w:style w:type='character' w:styleId='a3'><w:name w:val='Placeholder Text'/></w:style>"
FLAG, STYLE = "<w:showingPlcHdr/>", "<w:rPr><w:rStyle w:val='a3'/></w:rPr>"


@pytest.mark.parametrize(
    ("flag", "look", "words", "wanted"),
    [
        (FLAG, STYLE, ["单击或点击此处输入文字。"], True),
        ("", STYLE, ["单击", "或点击此处输入文字。"], True),
        (FLAG, "", ["Click or tap here to enter text."], True),
        ("", "", ["单击此处输入文字。"], False),
        (FLAG, STYLE, ["全县粮食工作会"], False),
        (FLAG, "", ["〔待填：会议〕"], False),
    ],
)
def test_a_prompt_is_known_by_its_words_and_what_marks_them(flag, look, words, wanted):
    runs = "".join(f"<w:r>{look}<w:t>{one}</w:t></w:r>" for one in words)
    control = f"<w:sdt><w:sdtPr>{flag}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"
    root = etree.fromstring(f"<w:x xmlns:w='{W}'>{STYLES}<w:p>{control}</w:p></w:x>")
    assert [is_prompt(one, Styles(root)) for one in root.iter(f"{{{W}}}r")] == [wanted] * len(words)
