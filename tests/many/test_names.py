from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qicao.many.names import pattern, safe
from qicao.problems import ProblemsFound


@pytest.mark.parametrize(
    ("text", "folders", "name", "suffix"),
    [
        ("{{ 乡镇 }}.docx", (), "{{ 乡镇 }}", ".docx"),
        ("{{ 乡镇 }}", (), "{{ 乡镇 }}", ".docx"),
        ("{{县}}/{{ 要求.1.要点 }}讲话.txt", ("{{县}}",), "{{ 要求.1.要点 }}讲话", ".txt"),
        ("甲\\{{ 乙 }}", ("甲",), "{{ 乙 }}", ".docx"),
    ],
)
def test_a_pattern_is_folders_a_name_and_a_suffix(text, folders, name, suffix):
    made = pattern(text)
    assert (made.folders, made.name, made.suffix) == (folders, name, suffix)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("../{{ 甲 }}", "name-outside"),
        ("/某处/{{ 甲 }}", "name-outside"),
        ("C:{{ 甲 }}", "name-outside"),
        ("~/{{ 甲 }}", "name-outside"),
        ("{{ 甲 }}/", "name-outside"),
        ("{{ 甲 ", "name-hole"),
        ("{% if 甲 %}", "name-hole"),
        ("{{ 甲 }}.pdf", "name-suffix"),
    ],
)
def test_a_pattern_that_can_be_no_name(text, code):
    with pytest.raises(ProblemsFound) as error:
        pattern(text)
    assert [one.code for one in error.value.problems] == [code]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("沅溪镇", "沅溪镇.docx"),
        ("安全/环保", "安全-环保.docx"),
        ('a:*?"<>|\\b', "a--------b.docx"),
        ("..", ""),
        ("名字. . ", "名字.docx"),
        ("CON", "_CON.docx"),
        ("com1.说明", "_com1.说明.docx"),
        ("console", "console.docx"),
        ("沅溪\u202excod.镇\u200b", "沅溪xcod.镇.docx"),
        ("长" * 300, "长" * 66 + ".docx"),
    ],
)
def test_a_name_is_safe_on_every_system(text, name):
    assert safe(text, ".docx") == name


@given(st.text())
def test_no_name_leaves_its_folder(text):
    name = safe(text)
    assert name not in (".", "..")
    assert PurePosixPath(name).name == name
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert name == name.rstrip(". ")
    assert len(name.encode("utf-8", "replace")) <= 201
