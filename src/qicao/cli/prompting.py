"""Questions at the prompt, one after another; what was typed is checked at once."""

import sys
from contextlib import suppress

import click

from qicao.asking import wording
from qicao.asking.dialogue import Dialogue
from qicao.problems import say, width

_BACK, _HELP = ("<", "＜", "《", "上一个", "上一项", "返回"), ("?", "？", "帮助")
_SHOWN = 40  # columns of an answer in the overview


def ask(template):
    """Ask for all values of a template; return (their Mapping, whether all was asked).

    Ctrl-C and the end of input end it: what was answered until then is returned.
    """
    return _Prompt(template).run()


class _Prompt:
    def __init__(self, template):
        self.template, self.dialogue = template, Dialogue(template.params)
        self.names = list(template.params)
        self.told = ""  # the list whose guide was shown last
        self.terminal = sys.stdin.isatty() and sys.stdout.isatty()
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")
        if self.terminal:
            with suppress(ImportError):  # Windows' own console edits lines
                import readline  # noqa: F401 - keys that edit the line, by the width of its characters

    def run(self):
        """Ask until all is answered and the person is content with it."""
        self.tell(f"{self.template.title}　{self.template.about}")
        self.tell(say("ask-begin"))
        try:
            while (question := self.dialogue.current() or self.changed()) is not None:
                self.one(question)
        except (KeyboardInterrupt, EOFError):
            self.tell("")
            return self.dialogue.node(), False
        return self.dialogue.node(), True

    def tell(self, text):
        """Show a line that is no result."""
        click.echo(text, err=True)

    def line(self):
        """Return the next line; raises EOFError."""
        if self.terminal:
            return input("> ")
        text = sys.stdin.readline()
        if not text:
            raise EOFError
        return text.rstrip("\r\n")

    def one(self, question):
        """Ask one question until it is answered or left for the one before."""
        self.shown(question)
        while True:
            text = self.typed(question.param)
            if text.strip() in _BACK:
                if not self.dialogue.back():
                    self.tell(say("ask-first"))
                return
            if text.strip() in _HELP:
                self.tell(say("ask-help"))
                continue
            found = self.dialogue.answer(question, text)
            if not found:
                return
            for one in found:
                self.tell(f"× {one.message}\n  {one.hint}")

    def typed(self, param):
        """Return what was typed: a line, of paragraphs all up to an empty line."""
        first = self.line()
        if param.type != "paragraphs" or not first.strip() or first.strip() in (*_BACK, *_HELP):
            return first
        lines = [first]
        while (line := self.line()).strip():
            lines.append(line)
        return "\n".join(lines)

    def shown(self, question):
        """Show what is asked: where one is, the meaning, the example, what Enter does."""
        param, start = question.param, question.start
        if start and start.path != self.told:
            self.told = start.path
            self.tell(f"\n—— {start.path.replace('.', '·')}　{wording.note(start.param, '')}".rstrip("　"))
        at = self.names.index(question.path.split(".")[0]) + 1
        self.tell(
            f"\n[{at}/{len(self.names)}] {_name(question)}　{wording.note(param, say('ask-paragraphs'))}"
        )
        if param.type == "choice":
            self.tell("  " + "　".join(f"{at} {one}" for at, one in enumerate(param.choices, 1)))
        if question.example and param.type not in ("choice", "flag"):
            self.tell("  " + say("ask-example", text=_cut(question.example.replace("\n", " "), 90)))
        code = "open" if param.required else "usual"
        if start:
            code = "end" if start.number > 1 else "none"
        self.tell("  " + say(f"ask-enter-{code}"))

    def changed(self):
        """Show all answers; return the Question to be answered anew, None where all is well."""
        questions = list(self.dialogue.questions())
        self.tell(f"\n{say('ask-overview')}")
        for at, one in enumerate(questions, 1):
            text = self.dialogue.answers[one.path].replace("\n", " ")
            self.tell(f"{at:>3}  {_name(one)}　{_cut(text, _SHOWN) or self.nothing(one)}")
        self.tell(say("ask-change"))
        while text := self.content():
            if text in _BACK and questions:
                return questions[-1]
            if text.isdecimal() and 0 < int(text) <= len(questions):
                return questions[int(text) - 1]
            self.tell(say("ask-which", count=len(questions)))
        return None

    def content(self):
        """Return which answer is to be changed, "" for none; where input ends there is none."""
        try:
            return self.line().strip()
        except EOFError:
            return ""

    def nothing(self, question):
        """Say what an empty answer comes to."""
        if question.start:
            return say("ask-nothing-more")
        return say("ask-nothing" if question.param.required else "ask-nothing-usual")


def _name(question):
    """Return the path of a question as people say it."""
    return " ".join(f"第{step}项" if step.isdecimal() else step for step in question.path.split("."))


def _cut(text, columns):
    """Return as much of a text as the columns hold."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 2:
            break
        kept += char
    return f"{kept}…"
