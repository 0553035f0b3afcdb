import pytest

from qicao.problems import Problem, ProblemsFound, Span
from qicao.report import Report


@pytest.mark.parametrize("refused", ["cannot-read", "cannot-write"])
def test_the_exit_code_is_that_of_the_worst(capsys, refused):
    def command():
        with Report() as report:
            report.tell([Problem("encoding", "一", Span("a"), severity="warning")])
            assert report.code == 0
            report.tell([Problem("x", "二", Span("a"))])
            assert report.code == 1
            raise ProblemsFound([Problem(refused, "三", Span("a"))])

    with pytest.raises(SystemExit) as left:
        command()
    assert left.value.code == 3


def test_of_very_many_problems_the_first_are_shown(capsys, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("甲\n", "utf-8")
    Report().tell([Problem("x", f"第{n}个", Span(str(path), 1, 1)) for n in range(250)])
    said = capsys.readouterr().err
    assert said.count("error[x]") == 100
    assert said.endswith("……还有 150 处\n")


def test_a_line_of_a_file_that_is_gone_is_no_matter(capsys):
    Report().tell([Problem("x", "一", Span("没有.yaml", 3, 1))])
    assert capsys.readouterr().err == "没有.yaml:3:1: error[x]: 一\n"


def test_what_is_no_finding_goes_its_way():
    with pytest.raises(KeyError), Report():
        raise KeyError
