import pytest
from lxml import etree

from qicao.ooxml import W
from qicao.readers.multiplied import mend

PLAIN, RICH = "<w:text/>", ""


def body(*controls, kind=PLAIN, between=""):
    made = between.join(
        f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent><w:r>"
        + "".join(f"<w:t>{text}</w:t>" for text in texts)
        + "</w:r></w:sdtContent></w:sdt>"
        for texts in controls
    )
    return etree.fromstring(f'<w:body xmlns:w="{W}"><w:p>{made}</w:p></w:body>')


def said(root):
    return "".join(root.itertext())


WHOLE = "3月25日"
# rows as LibreOffice 7.4 has saved them
ROWS = {
    "one stretch": ([["大会"], ["大会", "大会"], ["大会"]], "大会"),
    "several stretches": (
        [[WHOLE], ["3", WHOLE], ["月", WHOLE], ["25", WHOLE], ["日", WHOLE], [WHOLE]],
        WHOLE,
    ),
    "the first stretch missing": ([[WHOLE], ["月", WHOLE], ["25", WHOLE], ["日", WHOLE], [WHOLE]], WHOLE),
    "the end missing": ([[WHOLE], ["3", WHOLE], ["月", WHOLE], ["25", WHOLE], ["日", WHOLE]], WHOLE),
    "two rows side by side": ([["5"], ["5", "5"], ["5"], ["处"], ["处", "处"], ["处"]], "5处"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_multiplied_control_is_one_again(name):
    controls, wanted = ROWS[name]
    root = body(*controls)
    assert mend(root) == (2 if name.startswith("two") else 1)
    assert said(root) == wanted


@pytest.mark.parametrize(
    "root",
    [
        body(["大会"], ["大会", "大会"], ["大会"], kind=RICH),
        body(["大会"], ["大会"]),
        body(["5"], ["15"], ["5"], between="<w:r><w:t>、</w:t></w:r>"),
        body(["粮食局"], ["气象局"], ["粮食局"]),
        body(["大会"]),
    ],
    ids=["rich text", "twice the same", "words between", "others between", "alone"],
)
def test_what_is_not_multiplied_stays(root):
    before = etree.tostring(root)
    assert mend(root) == 0
    assert etree.tostring(root) == before
