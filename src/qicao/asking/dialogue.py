"""Questions about a template one after another, with a way back: what was answered decides what is asked."""

from dataclasses import dataclass
from itertools import count

from qicao.asking import marks
from qicao.declarations import examples
from qicao.located import Mapping, Scalar, Sequence
from qicao.params import Param, Reading
from qicao.problems import Span, problem

_HERE = Span("")
_YES, _NO = ("y", "yes", "1"), ("n", "no", "2")
_BROKEN = "\ufffd"  # what a terminal of another encoding sends comes to this


@dataclass(frozen=True, slots=True)
class Start:
    """The item of a list that a question begins: no answer to it ends the list."""

    param: Param
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Question:
    """One value that is asked, by its path in the brief."""

    path: str
    param: Param
    example: str = ""
    start: Start | None = None

    @property
    def name(self):
        """The path as people read it."""
        return self.path.replace(".", "·")


class Dialogue:
    """The answers given so far: texts by the paths of their questions, "" where one was passed over."""

    def __init__(self, params):
        self.params, self.answers = params, {}

    # -- questions

    def questions(self):
        """Yield the Questions in their order, up to the first that has no answer."""
        for name, param in self.params.items():
            for one in self._asked(param, name, examples(param)):
                yield one
                if one.path not in self.answers:
                    return

    def _asked(self, param, path, example, start=None):
        match param.type:
            case "record":
                for name, inner in param.of.items():
                    shown = example.get(name) if isinstance(example, Mapping) else None
                    yield from self._asked(inner, f"{path}.{name}", shown or examples(inner), start)
                    start = None
            case "list":
                yield from self._items_asked(param, path, example)
            case _:
                yield Question(path, param, marks.words(example).replace(marks.EMPTY, ""), start)

    def _items_asked(self, param, path, example):
        shown = example.items if isinstance(example, Sequence) else ()
        for at in range(1, param.max + 1):
            item = shown[(at - 1) % len(shown)] if shown else examples(param.of)
            inner = self._asked(param.of, f"{path}.{at}", item, Start(param, path, at))
            first = next(inner)
            yield first
            if self._ends(first.path, at):
                return
            yield from inner

    def _ends(self, path, number):
        """Tell whether the list ends before this item: nothing was answered, or that there is none."""
        node = marks.node(self.answers.get(path, ""), _HERE)
        return node is None or (number == 1 and not node.text and not node.plain)

    def current(self):
        """Return the Question that waits for an answer, or None where all were answered."""
        return next((one for one in self.questions() if one.path not in self.answers), None)

    # -- answers

    def answer(self, question, text):
        """Take an answer, or return the Problems that keep it from being one.

        Nothing in place of what begins an item takes the item out.
        """
        text, start = meant(question.param, text), question.start
        if found := self._wrong(question, text):
            return found
        if start and not text and self.answers.get(question.path):
            self._take_out(start.path, start.number)
        else:
            self.answers[question.path] = text
        return []

    def _wrong(self, question, text):
        if _BROKEN in text:
            return [problem("ask-unreadable", _HERE)]
        node, start, found = marks.node(text, _HERE), question.start, []
        if node is None and start and not self.answers.get(question.path):
            given = start.number - 1
            if 0 < given < start.param.min:
                facts = {"name": start.param.name, "min": start.param.min, "count": given}
                found.append(problem("ask-too-few", _HERE, mark=marks.OPEN, **facts))
        elif node is not None and node.text:
            Reading(found).value(question.param, node, question.path)
        return found

    def _take_out(self, path, number):
        """Take an item out of a list; those behind it move up."""
        kept = {}
        for key, text in self.answers.items():
            at, _, rest = key.removeprefix(f"{path}.").partition(".")
            if not key.startswith(f"{path}.") or int(at) < number:
                kept[key] = text
            elif int(at) > number:
                kept[".".join(filter(None, (path, str(int(at) - 1), rest)))] = text
        self.answers = kept

    def back(self):
        """Take back the answer before the question that waits; tells whether there was one."""
        answered = [one.path for one in self.questions() if one.path in self.answers]
        if answered:
            del self.answers[answered[-1]]
        return bool(answered)

    # -- what they come to

    def node(self):
        """Return the answers as the Mapping of a brief; what was passed over is left open."""
        return self._record(self.params, "") or Mapping((), _HERE)

    def _record(self, params, way):
        inner = ((name, self._node(one, f"{way}{name}")) for name, one in params.items())
        entries = tuple((Scalar(name, _HERE), node) for name, node in inner if node is not None)
        return Mapping(entries, _HERE) if entries else None

    def _node(self, param, path):
        match param.type:
            case "record":
                return self._record(param.of, f"{path}.")
            case "list":
                return self._list(param, path)
        return marks.node(self.answers.get(path, ""), _HERE)

    def _list(self, param, path):
        items = []
        for at in count(1):
            first = next(self._asked(param.of, f"{path}.{at}", None))
            if at > param.max or self._ends(first.path, at):
                break
            items.append(self._node(param.of, f"{path}.{at}") or Scalar("", _HERE))
        if items:
            return Sequence(tuple(items), _HERE)
        emptied = self.answers.get(next(self._asked(param.of, f"{path}.1", None)).path)
        return Scalar("", _HERE, plain=False) if emptied else None


def meant(param, text):
    """Return the answer somebody meant who typed the number of a choice, or y and n for a flag."""
    text = text.strip()
    if param.type == "choice" and text.isdecimal() and text not in param.choices:
        return param.choices[int(text) - 1] if 0 < int(text) <= len(param.choices) else text
    if param.type == "flag" and text.lower() in (*_YES, *_NO):
        return "是" if text.lower() in _YES else "否"
    return text
