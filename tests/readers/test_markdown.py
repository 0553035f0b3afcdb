"""Markdown loses its marks; its headings stay headings."""

import pytest

from qicao.readers.lines import lines
from qicao.readers.markdown import plain
from qicao.readers.text import read

SPEECH = """# 在读书节上的致辞

**馆长 林远**

各位读者：

今天是读书节，*很高兴*见到[大家](https://example.cn)。

## 从自己做起

每天读`半小时`。

### 一个好习惯

- 睡前读。
- 路上听。

## 一、从家庭做起

1. 摆一个书架；
2. 讲一个故事。
"""


def test_headings_and_marks():
    blocks = read(SPEECH, marked=True).blocks
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("title", 0, "在读书节上的致辞"),
        ("byline", 0, "馆长 林远"),
        ("salutation", 0, "各位读者："),
        ("body", 0, "今天是读书节，很高兴见到大家。"),
        ("heading", 1, "从自己做起"),
        ("body", 0, "每天读半小时。"),
        ("heading", 2, "一个好习惯"),
        ("body", 0, "睡前读。"),
        ("body", 0, "路上听。"),
        ("heading", 1, "一、从家庭做起"),
        ("heading", 3, "1. 摆一个书架；"),
        ("point", 3, "2. 讲一个故事。"),
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("> 引一句话。", "引一句话。"),
        ("* 条目", "条目"),
        ("3*4 与 5*6", "3*4 与 5*6"),
        ("## **加粗的标题** ##", "加粗的标题"),
        ("#不是标题", "#不是标题"),
        ("---", "---"),
        ("\\# 原样", "\\# 原样"),
    ],
)
def test_each_mark(line, wanted):
    (found,) = plain(lines(line))
    assert found.text == wanted
