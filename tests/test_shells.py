"""The scripts in the shells themselves, at a terminal."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drafts import ENDLESS, run

SET_UP = {
    "bash": (["bash", "--norc"], 'eval "$(qicao completion bash)"'),
    "zsh": (["zsh", "-f"], 'autoload -Uz compinit && compinit -u; eval "$(qicao completion zsh)"'),
}
TYPED = [
    ("qicao draft 例会.yaml --set 标", "qicao draft 例会.yaml --set 标题="),
    ("qicao draft 例会.yaml --set 标题=在会", "qicao draft 例会.yaml --set 标题=在会上的讲话 "),
    ("qicao draft 例会.yaml --set=标题=在会", "qicao draft 例会.yaml --set=标题=在会上的讲话 "),
    ("qicao draft 例会.yaml --set 要求.1.要点=严", "qicao draft 例会.yaml --set 要求.1.要点=严把进货关口 "),
    ("qicao draft 我", "qicao draft 我的\\ 文件/"),
    ("qicao new camp", "qicao new campus-briefing "),
]


@pytest.fixture
def desk(tmp_path):
    text = "模板: campus-briefing\n标题: 在会上的讲话\n要求:\n  - 要点: 严把进货关口\n"
    (tmp_path / "例会.yaml").write_text(text, "utf-8")
    (tmp_path / "我的 文件").mkdir()
    return tmp_path


class Terminal:
    """A shell at a pseudo-terminal."""

    def __init__(self, command, folder):
        self.read = ""
        self.pid, self.end = pty.fork()
        if not self.pid:
            here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            known = {"HOME": str(folder), "PATH": here, "TERM": "dumb", "LC_ALL": "C.UTF-8", "PS1": "$ "}
            os.chdir(folder)
            os.execvpe(command[0], command, known)  # noqa: S606

    def type(self, text):
        os.write(self.end, text.encode())

    def wait(self, wanted):
        """Read until something is on the screen."""
        until, raw = time.monotonic() + ENDLESS, b""
        while wanted not in raw.decode("utf-8", "replace").replace("\a", ""):
            assert time.monotonic() < until, raw.decode("utf-8", "replace")
            if select.select([self.end], [], [], 1)[0]:
                raw += os.read(self.end, 65536)
        return raw.decode("utf-8", "replace")

    def close(self):
        os.close(self.end)
        os.waitpid(self.pid, 0)


@pytest.mark.parametrize("shell", SET_UP)
def test_tab_completes_at_a_terminal(shell, desk):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    command, script = SET_UP[shell]
    terminal = Terminal(command, desk)
    try:
        terminal.type(f"{script}; echo rea''dy\n")
        terminal.wait("ready")
        for typed, wanted in TYPED:
            terminal.type(f"{typed}\t")
            terminal.wait(wanted)
            terminal.type("\x15")
    finally:
        terminal.type("\x15exit\n")
        terminal.close()


def test_tab_completes_in_fish(desk):
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    lines = ["qicao completion fish | source"]
    lines += [f"complete -C {typed!r}" for typed in ("qicao draft 例会.yaml --set 要求.1.", "qicao draft 我")]
    env = {**os.environ, "PATH": here, "HOME": str(desk), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["fish", "-c", "\n".join(lines)], cwd=desk, env=env, capture_output=True, encoding="utf-8", check=True
    )
    keys = [line.split("\t") for line in done.stdout.splitlines()]
    assert [one[0] for one in keys] == ["要求.1.要点=", "要求.1.正文=", "我的 文件/"]
    assert keys[0][1].startswith("接在")


def test_the_script_goes_into_a_file_and_the_way_to_install_it_to_a_terminal(desk):
    assert "complete -o nosort -F _qicao_completion qicao" in run("completion", "bash", cwd=desk).stdout
    by_shell = run("completion", cwd=desk, env={"SHELL": "/usr/bin/fish"}).stdout
    assert by_shell == run("completion", "fish", cwd=desk).stdout
    assert by_shell.startswith("function _qicao_completion")
    done = run("completion", cwd=desk, env={"SHELL": "/bin/csh"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "bash、zsh、fish" in done.stderr
    terminal = Terminal([sys.executable, "-m", "qicao", "completion", "bash"], desk)
    try:
        said = terminal.wait("没有改")
    finally:
        terminal.close()
    assert 'eval "$(qicao completion bash)"' in said
    assert sorted(path.name for path in desk.iterdir()) == ["例会.yaml", "我的 文件"]
