"""What a form says beside its fields: the meaning, the kind of value, the example."""

from qicao.asking import marks, rows
from qicao.declarations import examples
from qicao.located import Scalar, Sequence

FILLED, NAMED, EXAMPLE, NOTE, NUMBER = "填写", "项目", "例子", "说明", "序号"
SHOWN = "例"  # under 序号, before the rows of an example
FLAGS = ("是", "否")
UNFILLED = ("点这里选", "点这里选日期或直接写")  # what an unused control shows
_LONGEST = 160  # characters of an example beside a field; a form is to be overlooked
_KINDS = {
    "number": "数字，如 28、3.5%、6.37亿",
    "date": "日期，如 2026年9月1日",
    "flag": "选“是”或“否”",
}


def note(param, paragraph):
    """Return what a value is, its kind, and what happens where it is left empty.

    paragraph says how to begin another one in this kind of form.
    """
    kind = _KINDS.get(param.type, "")
    if param.type == "choice":
        kind = f"选一个：{'、'.join(param.choices)}"
    elif param.type == "paragraphs":
        kind = f"一段或几段，{paragraph}"
    elif param.type == "list":
        kind = _items(param)
    return "；".join(filter(None, (param.about, kind, left_open(param))))


def _items(param):
    least = f"至少 {param.min} 项" if param.min else ""
    most = f"最多 {param.max} 项" if param.max < 100 else ""
    return "，".join(filter(None, (least, most)))


def left_open(param):
    """Return what happens where a value is left empty."""
    if param.required:
        return ""
    usual = param.default.text if isinstance(param.default, Scalar) else ""
    return f"可以不填，不填就用“{_short(usual, 30)}”" if usual else "可以不填"


def example(param):
    """Return the example of a single value as text, '' where there is none."""
    text = marks.words(examples(param))
    return "" if text == marks.EMPTY else _short(text, _LONGEST)


def example_rows(table):
    """Return the rows that show two items of a list."""
    node = examples(table.param)
    if not isinstance(node, Sequence) or not node.items:
        return []
    shown = rows.placed(table.shape, Sequence(node.items[:2], node.span), most=2)
    return [
        {at: _short(text, _LONGEST) for at, text in row.items() if text not in (marks.OPEN, marks.EMPTY)}
        for item in shown
        for row in item
    ]


def _short(text, longest):
    text = text.strip()
    return text if len(text) <= longest else f"{text[:longest]}……"


def guide(table):
    """Return how a list is filled in."""
    if table.nested:
        inner = "、".join(dict.fromkeys(c.label.split("·")[0] for c in table.columns if c.depth))
        return f"一项从有序号的一行写起，它的“{inner}”一条一行往下写；行不够就插入行，空行不算"
    return "一行一项；不够就接着往下写，空行不算"


def pointer(name):
    """Return what stands in place of a field where a list has a table of its own."""
    return f"→ 填在表“{name}”里"


HOW = (
    f"在“{FILLED}”一栏填写，黄色的要填，白色的可以不填；灰色的例子只供参考。还不知道的先空着，"
    f"稿子里会留出待填；就是不要这一处内容，写{marks.EMPTY}。填好保存，用 qicao draft 起草。"
)
