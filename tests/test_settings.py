import pytest

from qicao import settings
from qicao.problems import ProblemsFound


def test_the_nearest_file_comes_first_and_that_of_the_person_last(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    places = [tmp_path / "项目 一/drafts", tmp_path / "项目 一", tmp_path / "home/qicao"]
    for folder in places:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / settings.NAME).write_text("", "utf-8")
    for near in (places[0] / "稿.yaml", places[0]):
        assert [one.parent for one in settings.files(near)] == places


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("profile: windows\n", []),
        ("profil: windows\ncheck: {}\n", ["unknown-setting"]),
        ("- windows\n", ["settings-not-keys"]),
        ("profile：windows\nchek: {}\n", ["fullwidth-colon", "unknown-setting"]),
    ],
)
def test_strange_keys_are_told_all_at_once(tmp_path, text, codes):
    path = tmp_path / settings.NAME
    path.write_text(text, "utf-8")
    found = []
    try:
        settings.read(path)
    except ProblemsFound as error:
        found = [one.code for one in error.problems]
    assert found == codes


def test_a_changed_file_is_read_again(tmp_path):
    path = tmp_path / settings.NAME
    path.write_text("profile: mac\n", "utf-8")
    assert settings.read(path).get("profile").text == "mac"
    path.write_text("profile: windows\n", "utf-8")
    import os

    os.utime(path, ns=(1, 1))
    assert settings.read(path).get("profile").text == "windows"
