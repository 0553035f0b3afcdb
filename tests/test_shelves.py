import pytest

from drafts import ROOT
from qicao import shelves
from qicao.problems import ProblemsFound, Span


def write(folder, name, title="题"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(f"---\ntitle: {title}\n---\n同志们：\n", "utf-8")
    return path


def test_a_nearer_template_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    user = write(tmp_path / "home/qicao/templates", "campus-briefing")
    own = write(tmp_path / "project/templates", "mine", "我的模板")
    monkeypatch.chdir(tmp_path / "project")
    known = shelves.available()
    assert known["campus-briefing"] == user
    assert known["mine"] == own
    assert known["public-appeal"] == ROOT / "templates/public-appeal.md"
    assert not any(name.startswith("_") for name in known)
    nearer = write(tmp_path / "project/templates", "campus-briefing")
    (tmp_path / "project/drafts/deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project/drafts/deep")
    assert shelves.available()["campus-briefing"] == nearer


def test_an_installed_package_may_bring_templates(tmp_path, monkeypatch):
    site = tmp_path / "site"
    write(site / "acme_speeches/templates", "acme", "甲公司讲话")
    (site / "acme_speeches/__init__.py").write_text("")
    info = site / "acme_speeches-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-speeches\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[qicao.templates]\nacme = acme_speeches\n")
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(tmp_path)
    assert shelves.available()["acme"] == site / "acme_speeches/templates/acme.md"


def test_found_by_name_title_or_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "else", "mine", "我的模板")
    assert shelves.find("campus-briefing", Span("")).stem == "campus-briefing"
    assert shelves.find("校园工作部署讲话", Span("")).stem == "campus-briefing"
    assert shelves.find("else/mine.md", Span("")) == path.relative_to(tmp_path)
    assert shelves.find("mine.md", Span(""), tmp_path / "else") == path
    with pytest.raises(ProblemsFound) as found:
        shelves.find("campus-brifing", Span("b.yaml", 1, 5))
    assert (found.value.problems[0].code, found.value.problems[0].hint) == (
        "no-such-template",
        "是不是“campus-briefing”？",
    )
