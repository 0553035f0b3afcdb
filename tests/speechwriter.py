"""Random briefs: natural values for every parameter of a template, from the stock in data/speechwriter.yaml."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import yaml

from qicao.declarations import examples
from qicao.forms import quoted
from qicao.located import Mapping, Scalar, Sequence

STOCK = yaml.load((Path(__file__).parent / "data/speechwriter.yaml").read_text("utf-8"), yaml.BaseLoader)
ABSENT = object()  # a parameter that the brief leaves out
_TRIES = 12  # draws of one phrase before one that was said already is taken
_SYMBOL = re.compile(r"\{([^{}]+)\}")
_LENGTHS = ((1, 1), (2, 4), (3, 5), (4, 3), (5, 2))  # of a list, each with its weight


def briefs(template, count, seed=0):
    """Return random briefs of a template as YAML texts; the same seed gives the same ones."""
    rng = Random(f"{template.path.name} {seed}")  # noqa: S311 - drafts, not secrets
    desk, place, made = Desk(rng), "", []
    for _ in range(count):
        writer = Writer(desk, _setting(template.path), place)
        place = writer.words["地"]
        made.append(_yaml({"模板": template.name, **writer.record(template.params)}))
    return made


@cache
def _setting(path):
    text = path.read_text("utf-8")
    return max(STOCK["settings"].values(), key=lambda row: len(re.findall(row["cue"], text)))


@dataclass(slots=True)
class Desk:
    """Draws for all briefs of a set; what was drawn lately waits until the rest had its turn."""

    rng: Random
    said: set = field(default_factory=set)
    _bags: dict = field(default_factory=dict)

    def draw(self, choices):
        """Return one of the choices."""
        bag = self._bags.setdefault(tuple(choices), [])
        if not bag:
            bag += choices
            self.rng.shuffle(bag)
        return bag.pop()


@dataclass(slots=True)
class Writer:
    """Writes the values of one brief: one place, one topic."""

    desk: Desk
    setting: dict
    usual: str = ""  # the place of the brief before, which may come again
    words: dict = field(init=False)
    topic: dict = field(init=False)
    rng: Random = field(init=False)
    counted: str = field(init=False, default="")  # what a record counts: 座|水库

    def __post_init__(self):
        self.rng = self.desk.rng
        topics = {row["事"]: row for row in STOCK["topics"][self.setting["组"]]}
        self.topic = topics[self.desk.draw(topics)]
        same = self.usual and self.rng.random() < 0.3
        place = self.usual if same else self.desk.draw(STOCK["places"])
        self.words = {**self.setting, "地": place, "工作": self.topic["事"]}
        for fact in ("季", "会议", "工作全", "论坛", "荣誉"):  # these recur in a speech
            self.words[fact] = self._grown(fact)

    # -- phrases

    def say(self, symbol):
        """Return a phrase of the stock that was not said yet, if there is one."""
        for _ in range(_TRIES):
            text = self._grown(symbol)
            if text not in self.desk.said:
                break
        self.desk.said.add(text)
        return text

    def _grown(self, symbol):
        """Return a phrase with every symbol in it replaced by a phrase."""
        if symbol.startswith("数 "):
            return self._figure(*map(int, symbol.split()[1:]))
        chosen = self.words.get(symbol) or self._drawn(symbol)
        return _SYMBOL.sub(lambda found: self._grown(found.group(1)), chosen)

    def _drawn(self, symbol):
        match symbol:
            case "单位":
                return self.desk.draw(STOCK["bodies"][self.setting["组"]])
            case "做" | "险" | "标":
                return self.desk.draw(self.topic[symbol])
            case "量词" | "物" | "件":
                unit, noun = (self.counted or self.desk.draw(self.topic["物"])).split("|")
                return {"量词": unit, "物": noun, "件": unit + noun}[symbol]
        return self.desk.draw(STOCK[symbol])

    def _figure(self, low, high):
        figure = self.rng.randint(low, high)
        return str(figure - figure % 10 if figure > 300 and self.rng.random() < 0.6 else figure)

    # -- values

    def record(self, params, example=None):
        """Return a mapping of values; what may be left out sometimes is."""
        counts = any(_symbol(param, "") == "量词" for param in params.values())
        before, self.counted = self.counted, self.desk.draw(self.topic["物"]) if counts else ""
        made = {
            name: self.value(param, example.get(name) if isinstance(example, Mapping) else None)
            for name, param in params.items()
        }
        self._fill_out(params, made, example)
        self.counted = before
        return {name: value for name, value in made.items() if value is not ABSENT}

    def _fill_out(self, params, made, example):
        """Give a record that would be nothing but a heading one of the bodies it may have."""
        bodies = [name for name, param in params.items() if param.type in ("paragraphs", "list")]
        if bodies and not any(made[name] not in (ABSENT, "", []) for name in bodies):
            name = self.rng.choice(bodies)
            inner = example.get(name) if isinstance(example, Mapping) else None
            made[name] = self.given(params[name], inner)

    def value(self, param, example=None):
        """Return a value of a parameter: text, list, mapping or ABSENT."""
        if param.required or self.rng.random() < 0.6:
            return self.given(param, example)
        # an empty 截至 or 称呼 is nothing anybody writes
        empty = isinstance(param.default, Scalar) and not param.default.text
        return "" if empty and self.rng.random() < 0.5 else ABSENT

    def given(self, param, example=None):
        """Return a value that is there; example is a node of how one looks."""
        example = example or examples(param)
        match param.type:
            case "list":
                return self._list(param, example)
            case "record":
                return self.record(param.of, example)
            case "choice":
                return self.rng.choice(param.choices)
            case "flag":
                return self.rng.choice(("是", "否"))
            case "number":
                return self._number(param, example)
            case "date":
                return str(date(2025, 1, 6) + timedelta(self.rng.randrange(1700)))
        return self._text(param, example.text if isinstance(example, Scalar) else "")

    def _list(self, param, example):
        fit = [pair for pair in _LENGTHS if param.min <= pair[0] <= param.max] or [(param.min, 1)]
        lengths, weights = zip(*fit, strict=True)
        items = example.items if isinstance(example, Sequence) else ()
        like = items[0] if items else None
        return [self.given(param.of, like) for _ in range(*self.rng.choices(lengths, weights))]

    def _number(self, param, example):
        """Return a figure of about the size of the example, with as many decimals."""
        shape = re.fullmatch(r"(\d+)(?:\.(\d+))?(\D*)", example.text if isinstance(example, Scalar) else "")
        whole, decimals, unit = shape.groups("") if shape else ("120", "", "")
        if re.fullmatch("20[0-9][0-9]", whole):
            return str(self.rng.randint(2015, 2032))
        figure = self.rng.randint(max(1, int(whole) // 3), max(3, int(whole) * 3))
        if unit in ("%", "％") or "百分" in param.about:
            figure = min(figure, self.rng.randint(60, 99))
        places = "".join(str(self.rng.randint(1, 9)) for _ in decimals)
        return f"{figure}{'.' if places else ''}{places}{unit}"

    def _text(self, param, example):
        symbol = _symbol(param, example)
        if param.type == "paragraphs":
            parts = max(1, example.strip().count("\n") + 1)
            wanted = max(30, len(example) * self.rng.uniform(0.5, 1.2)) / parts
            parts += self.rng.random() < 0.12
            return "\n".join(self._sentences(symbol, wanted) for _ in range(parts))
        for _ in range(_TRIES // 2):
            text = self.say(symbol)
            if not example or len(example) / 2.5 <= len(text) <= len(example) * 2:
                break
        return text

    def _sentences(self, symbol, wanted):
        text = self.say(symbol)
        while len(text) < wanted - 15:
            text += self.say(symbol)
        return text


def _symbol(param, example):
    """Return what of the stock a parameter is made of."""
    known = {"name": param.name, "about": param.about, "example": example, "type": param.type}
    for row in STOCK["rules"]:
        if all(re.search(pattern, known[key]) for key, pattern in row.items() if key != "say"):
            return row["say"]
    raise LookupError(param.name)


# -- YAML


def _yaml(value):
    return "\n".join(_lines(value)) + "\n"


def _lines(value):
    """Return the lines of a mapping or list."""
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    made = []
    for name, inner in pairs:
        head = "-" if name is None else f"{name}:"
        if isinstance(inner, str):
            made += _scalar(head, inner)
        elif not inner:
            made.append(f"{head} []")
        else:
            made += [head, *(f"  {line}" for line in _lines(inner))]
    return made


def _scalar(head, text):
    if "\n" in text:
        return [f"{head} |", *(f"  {line}" for line in text.split("\n"))]
    return [f"{head} {quoted(text)}" if text else f"{head} ''"]
