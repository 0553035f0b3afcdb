"""What tests share: the templates that come with qicao, templates made on the spot, a word processor."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

import browser as browsers
import editing
from qicao import brief as briefs
from qicao import fill as filling
from qicao import template as templates

pytest.register_assert_rewrite("drafts")
settings.register_profile("qicao", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("qicao")


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="write the goldens anew")


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


@pytest.fixture
def golden(request):
    """Compare a text with tests/golden/NAME; --accept writes it."""

    def compare(name, text):
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.is_file(), f"no golden {name}: look at the text, then pytest --accept"
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture
def make(tmp_path):
    """Return make(params, body, **parts): a template written to a folder of its own, and loaded."""

    def write(params, body, **parts):
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        for name, text in parts.items():
            (folder / f"{name}.md").write_text(text, "utf-8")
        indented = "".join(f"  {line}\n" for line in params.strip().split("\n"))
        head = f"---\ntitle: 试\nparams:\n{indented}---\n" if params.strip() else "---\ntitle: 试\n---\n"
        path = folder / "try.md"
        path.write_text(head + body, "utf-8")
        return templates.load(path)

    return write


@pytest.fixture
def filled(make):
    """Return filled(params, body, brief): the Document of a template and a brief given as texts."""

    def fill(params, body, brief="", **parts):
        template = make(params, body, **parts)
        return filling.fill(template, briefs.read(template, brief, "提纲.yaml").values)

    return fill


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """Return office(path, suffix): a file converted by LibreOffice, with a profile of its own."""
    missing = [name for name in ("soffice", "pdftotext") if not shutil.which(name)]
    if missing:
        refuse = pytest.fail if os.environ.get("QICAO_OFFICE") == "required" else pytest.skip
        refuse(f"{' and '.join(missing)} not installed (Debian: libreoffice-writer, poppler-utils)")
    home = tmp_path_factory.mktemp("office")

    def convert(path, suffix="pdf"):
        command = ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless"]
        command += ["--convert-to", suffix, "--outdir", str(home), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=editing.ANY_NAME)
        return home / f"{Path(path).stem}.{suffix}"

    return convert


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    """Return an editing.Editor: LibreOffice with somebody at it."""
    if missing := editing.missing():
        refuse = pytest.fail if os.environ.get("QICAO_OFFICE") == "required" else pytest.skip
        refuse(f"not installed: {', '.join(missing)}")
    with editing.start(tmp_path_factory.mktemp("office")) as one:
        yield one


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return a browsers.Browser: Chromium with somebody at it."""
    if missing := browsers.missing():
        refuse = pytest.fail if os.environ.get("QICAO_OFFICE") == "required" else pytest.skip
        refuse(f"not installed: {', '.join(missing)} (Debian: chromium, poppler-utils)")
    one = browsers.Browser(tmp_path_factory.mktemp("browser"))
    yield one
    one.close()
