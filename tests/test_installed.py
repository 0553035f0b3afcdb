"""Packages of templates: one that is built and installed as people do it, and ones that are broken."""

import subprocess
import sys
import zipfile

import pytest

from drafts import ROOT, run
from qicao import shelves, template
from qicao.installed import packages
from qicao.problems import ProblemsFound

PACKAGE = ROOT / "tests/packages/qingshan-speeches"
TEMPLATE = "---\ntitle: {title}\n---\n同志们：\n"
HERE = {"COVERAGE_PROCESS_CONFIG": "", "COVERAGE_PROCESS_START": ""}


def install(site, name="acme_speeches", module="acme_speeches", value=None, info="1.0.dist-info"):
    """Install a package by hand: its declaration, and a module without a template."""
    declared = site / f"{name}-{info}"
    declared.mkdir(parents=True)
    (declared / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    text = f"[console_scripts]\nacme = acme:main\n\n[qicao.templates]\nacme = {value or module}\n\n[other]\na = b\n"
    (declared / "entry_points.txt").write_text(text, "utf-8")
    folder = site.joinpath(*module.split("."))
    (folder / "templates").mkdir(parents=True)
    return folder / "templates"


def only(site):
    (found,) = packages((str(site),))
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder the example package is installed into, built without network."""
    site = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
        "--no-build-isolation",
        "--no-deps",
    ]
    subprocess.run([*command, "--target", site, PACKAGE], check=True, capture_output=True)
    return site


def test_the_example_package_is_installed_listed_and_drafted_from(installed, tmp_path):
    env = {"PYTHONPATH": str(installed), **HERE}
    listed = run("templates", cwd=tmp_path, env=env)
    lines = [line for line in listed.stdout.splitlines() if "〔" in line]
    assert [line.split()[0] for line in lines] == ["library-opening", "巡河调度"]
    assert all(line.endswith("〔模板包 qingshan-speeches 1.2〕") for line in lines)
    assert run("new", "巡河调度", cwd=tmp_path, env=env).stdout == "drafts/巡河调度.yaml\n"
    done = run("draft", "drafts/巡河调度.yaml", "-o", "稿.txt", cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "稿.txt").read_text("utf-8")
    assert "\n二是盯紧险段。" in text
    assert text.endswith("同志们，让我们守好每一条河、每一座库！\n")  # of the part in the package


def test_a_template_of_the_project_hides_that_of_a_package(installed, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/巡河调度.md").write_text(TEMPLATE.format(title="我们的巡河"), "utf-8")
    listed = run("templates", cwd=tmp_path, env={"PYTHONPATH": str(installed), **HERE}).stdout
    line = next(line for line in listed.splitlines() if line.startswith("巡河调度"))
    assert "我们的巡河" in line
    assert line.endswith("〔本项目，盖住了模板包 qingshan-speeches 1.2的同名模板〕")


def test_a_broken_package_is_told_and_hides_nothing(installed, tmp_path):
    bad = tmp_path / "bad"
    install(bad, "gone_speeches", "other", value="gone.speeches")
    install(bad, "bare_speeches", "bare_speeches")
    env = {"PYTHONPATH": f"{bad}:{installed}", **HERE}
    listed = run("templates", cwd=tmp_path, env=env)
    assert listed.returncode == 0
    assert "巡河调度" in listed.stdout
    assert "campus-briefing" in listed.stdout
    assert (
        "gone-speeches: warning[package-missing]: 这个模板包坏了：找不到它说的模块“gone.speeches”"
        in listed.stderr
    )
    assert "bare-speeches: warning[package-empty]" in listed.stderr


def test_no_line_of_a_package_runs(tmp_path, monkeypatch):
    folder = install(tmp_path, module="acme_speeches.spring")
    for init in (folder.parents[1] / "__init__.py", folder.parent / "__init__.py"):
        init.write_text("raise SystemExit('it ran')\n", "utf-8")
    (folder / "acme.md").write_text(TEMPLATE.format(title="甲"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert only(tmp_path).folder == folder
    assert not {name for name in sys.modules if name.startswith("acme_speeches")}


def test_templates_may_lie_beside_the_modules_of_a_package_and_an_egg_be_asked(tmp_path, monkeypatch):
    folder = install(tmp_path, info="2.0-py3.12.egg-info")
    folder.rmdir()
    (folder.parent / "acme.md").write_text(TEMPLATE.format(title="甲"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = only(tmp_path)
    assert (found.name, found.version, found.folder) == ("acme-speeches", "2.0", folder.parent)


def test_a_package_with_parts_alone_brings_no_template(tmp_path, monkeypatch):
    folder = install(tmp_path)
    (folder / "_part.md").write_text(TEMPLATE.format(title="甲"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert only(tmp_path).problem.code == "package-empty"


def test_a_package_in_a_zip_is_told_as_such(installed, tmp_path):
    zipped = tmp_path / "speeches.zip"
    with zipfile.ZipFile(zipped, "w") as made:
        for path in installed.rglob("*"):
            made.write(path, path.relative_to(installed))
    assert only(zipped).problem.code == "package-zipped"
    assert only(zipped).name == "qingshan-speeches"
    listed = run("templates", cwd=tmp_path, env={"PYTHONPATH": str(zipped), **HERE})
    assert listed.returncode == 0
    assert "warning[package-zipped]" in listed.stderr
    assert "pip install" in listed.stderr


def test_a_file_on_the_path_that_is_no_zip_is_passed_over(tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK nothing")
    assert packages((str(tmp_path / "broken.zip"), str(tmp_path / "nowhere"), "长" * 300, "")) == ()


def test_a_part_of_a_package_stays_in_its_folder(tmp_path, monkeypatch):
    folder = install(tmp_path)
    (folder.parent / "secret.md").write_text(TEMPLATE.format(title="甲"), "utf-8")
    (folder / "acme.md").write_text('---\ntitle: 甲\n---\n{% include "../secret.md" %}\n', "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ProblemsFound) as found:
        template.load(shelves.available()["acme"])
    assert [one.code for one in found.value.problems] == ["outside-folder"]


def test_a_nearer_template_is_drafted_without_asking_packages(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/近.md").write_text(TEMPLATE.format(title="近"), "utf-8")
    program = (
        "import qicao.shelves as t, qicao.installed, sys\n"
        "t.packages = lambda paths: sys.exit('packages were asked')\n"
        "print(t.find('近', None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("templates/近.md\n"), done.stderr
