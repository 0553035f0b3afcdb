import json

from drafts import example
from qicao.document import Block, Document, Text
from qicao.readers.text import read
from qicao.writers import outline


def test_an_outline_for_people(monkeypatch, golden):
    golden("outline.city-dispatch.zh.txt", outline.write(example("city-dispatch")))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    golden("outline.campus-briefing.en.txt", outline.write(example("campus-briefing")))


def test_an_outline_for_programs():
    text = "讲话\n同志们：\n今天。下面，我讲两点意见。\n一、甲\n一是乙。丙。\n二是丁。\n推荐访问:甲\n"
    data = json.loads(outline.as_json(read(text)))
    (speech,) = data["speeches"]
    assert speech["title"] == "讲话"
    assert [(p["line"], p["role"], p["level"]) for p in speech["paragraphs"]] == [
        (1, "title", 0), (2, "salutation", 0), (3, "opening", 0), (4, "demand_heading", 1),
        (5, "demand_body", 0), (6, "demand_body", 0), (7, "noise", 0),
    ]  # fmt: skip
    assert speech["paragraphs"][4]["items"] == [{"marker": "一是", "pos": 0, "head": "乙。丙。"}]
    assert set(speech["paragraphs"][0]) == {
        "line", "line_end", "text", "role", "level", "implied_level", "items",
    }  # fmt: skip


def test_length_and_time():
    text = outline.write(Document((Block("body", (Text("字" * 1800),)),)))
    assert "1,800 字 · 约 10 分钟" in text


def test_a_compilation_is_shown_speech_by_speech():
    text = outline.write(read("讲话稿2篇\n讲话稿篇1\n同志们：\n甲。\n讲话稿篇2\n同志们：\n乙。\n"))
    assert text.index("讲话稿篇1") < text.index("讲话稿篇2") < text.index("文稿之外的内容：")
