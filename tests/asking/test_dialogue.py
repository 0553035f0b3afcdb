import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from asking.given import normal, params, told, values
from qicao.asking import marks
from qicao.asking.dialogue import Dialogue, meant
from qicao.located import Scalar
from qicao.params import Param
from qicao.problems import Span

LIST = {
    "标题": Param("标题"),
    "要求": Param(
        "要求",
        "list",
        min=2,
        of=Param(
            "要求",
            "record",
            of={"要点": Param("要点"), "期限": Param("期限", "date", default=Scalar("", Span("")))},
        ),
    ),
}


def talk(dialogue, *answers):
    """Give answers in turn; return the codes of what was refused."""
    return [one.code for text in answers for one in dialogue.answer(dialogue.current(), text)]


def test_a_list_goes_on_until_nothing_is_answered():
    dialogue = Dialogue(LIST)
    assert talk(dialogue, "讲话", "甲", "2026-9-1", "乙", "", "") == []
    assert dialogue.current() is None
    assert told(dialogue.node()) == {
        "标题": "讲话",
        "要求": [{"要点": "甲", "期限": "2026-9-1"}, {"要点": "乙"}],
    }


def test_a_wrong_answer_is_refused_and_asked_again():
    dialogue = Dialogue(LIST)
    assert talk(dialogue, "讲话", "甲", "2026-13-1") == ["no-such-date"]
    assert dialogue.current().path == "要求.1.期限"
    assert talk(dialogue, "明天", "2026-9-1") == ["not-date"]
    assert talk(dialogue, "") == ["ask-too-few"]
    assert talk(dialogue, "（待填）", "", "") == []
    assert told(dialogue.node())["要求"] == [{"要点": "甲", "期限": "2026-9-1"}, None]


def test_there_is_a_way_back_to_the_first_question():
    dialogue = Dialogue(LIST)
    talk(dialogue, "讲话", "甲", "")
    assert [(dialogue.back(), dialogue.current().path) for _ in range(4)] == [
        (True, "要求.1.期限"),
        (True, "要求.1.要点"),
        (True, "标题"),
        (False, "标题"),
    ]


def test_an_answer_changed_afterwards_keeps_the_others():
    dialogue = Dialogue(LIST)
    talk(dialogue, "讲话", "甲", "", "乙", "2026-9-1", "丙", "", "")
    asked = {one.path: one for one in dialogue.questions()}
    dialogue.answer(asked["标题"], "致辞")
    dialogue.answer(asked["要求.1.要点"], "")  # taken out: those behind it move up
    assert dialogue.current() is None
    assert told(dialogue.node()) == {
        "标题": "致辞",
        "要求": [{"要点": "乙", "期限": "2026-9-1"}, {"要点": "丙"}],
    }
    last = list(dialogue.questions())[-1]
    dialogue.answer(last, "丁")
    assert dialogue.current().path == "要求.3.期限"


def test_an_empty_list_is_not_one_left_open():
    for answer, wanted in (("（空）", ""), ("", None)):
        dialogue = Dialogue(LIST)
        assert talk(dialogue, "讲话", answer) == []
        assert (told(dialogue.node()).get("要求"), dialogue.current()) == (wanted, None)


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        ("choice", "2", "一要"),
        ("choice", "一要", "一要"),
        ("choice", "9", "9"),
        ("flag", "y", "是"),
        ("flag", "2", "否"),
    ],
)
def test_choices_may_be_given_by_number(kind, typed, wanted):
    assert meant(Param("写法", kind, choices=("一是", "一要")), typed) == wanted


def test_what_a_terminal_of_another_encoding_sends_is_refused():
    assert talk(Dialogue(LIST), "\ufffd\ufffd") == ["ask-unreadable"]


cases = params().flatmap(lambda some: st.tuples(st.just(some), values(some)))


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(case=cases)
def test_whoever_answers_from_a_brief_gives_that_brief(case):
    some, data = case
    dialogue = Dialogue(some)
    while (question := dialogue.current()) is not None:
        steps = [int(step) - 1 if step.isdecimal() else step for step in question.path.split(".")]
        given_here = data
        for step in steps:
            there = isinstance(given_here, dict) or (isinstance(given_here, list) and step < len(given_here))
            given_here = given_here[step] if there else None
        text = given_here if isinstance(given_here, str) else None
        answer = marks.words(Scalar(text or "", Span(""), plain=text is None))
        if question.start and not text:
            items = data
            for step in steps[: question.start.path.count(".") + 1]:
                items = items[step] if isinstance(items, dict | list) else None
            known = len(items) if isinstance(items, list) else 0
            # at the prompt a first item that is empty on purpose says that there is none
            assume(not (known and question.start.number == 1 and text == ""))
            answer = answer or (
                marks.OPEN if question.start.number <= known else marks.EMPTY if items == [] else ""
            )
        # what no number, date or choice could be is not what this test is about
        dialogue.answers[question.path] = answer
    assert told(dialogue.node()) == normal(data)
