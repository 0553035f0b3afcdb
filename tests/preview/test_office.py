"""LibreOffice as a printer: what it may do, and what happens where it does not."""

import http.server
import io
import os
import subprocess
import threading
import time
import zipfile

import docx
import pytest

from drafts import example
from qicao.preview import office
from qicao.problems import ProblemsFound
from qicao.writers.word import write


def stand_in(folder, monkeypatch, script):
    """Put a program of the name soffice before all others."""
    path = folder / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


def refused(*arguments, **known):
    with pytest.raises(ProblemsFound) as caught:
        office.pdf(*arguments, **known)
    (one,) = caught.value.problems
    return one


def test_where_it_is_not_that_is_said(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    one = refused(b"", "稿.docx")
    assert (one.code, one.span.path) == ("no-office", "稿.docx")
    assert ".html" in one.hint


def test_a_program_that_cannot_even_start_is_a_problem(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, "")
    (tmp_path / "bin" / "soffice").write_text("#!/no/such/shell\n", "utf-8")
    assert refused(b"", "稿.docx").code == "office-failed"


def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, f"sleep 300 &\necho $! > {tmp_path}/child\nwait")
    assert refused(b"", "稿.docx", seconds=1).code == "office-slow"
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False
        )
        if state.stdout.strip()[:1] in ("", "Z"):
            return
        time.sleep(0.1)
    pytest.fail("the program it started goes on")


def test_what_it_says_last_is_the_reason(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, "echo first\necho source file could not be loaded\necho")
    one = refused(b"", "稿.docx")
    assert one.code == "office-failed"
    assert "source file could not be loaded" in one.message


@pytest.mark.usefixtures("office")
@pytest.mark.office
class TestReal:
    def test_a_draft_becomes_a_pdf(self):
        data = office.pdf(write(example("campus-briefing")), "稿.docx")
        assert data.startswith(b"%PDF")
        assert data.rstrip().endswith(b"%%EOF")

    def test_a_file_that_links_elsewhere_gets_nothing_from_there(self, tmp_path):
        asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_error(404)

            do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names http.server looks for

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            data = office.pdf(linking(tmp_path, f"http://127.0.0.1:{server.server_port}/x.png"), "稿.docx")
            assert data.startswith(b"%PDF")
            assert asked == []
        finally:
            server.shutdown()
            server.server_close()

    def test_a_file_that_links_to_a_file_of_this_machine_does_not_show_it(self, tmp_path):
        (tmp_path / "secret.png").write_bytes(picture())
        inside = office.pdf(linking(tmp_path, ""), "稿.docx")
        outside = office.pdf(linking(tmp_path, (tmp_path / "secret.png").as_uri()), "稿.docx")
        assert inside.count(b"/Subtype/Image") == 1
        assert outside.count(b"/Subtype/Image") == 0


def picture():
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(made, "PNG")
    return made.getvalue()


def linking(folder, address):
    """Return a .docx with a picture in it, or one that is linked to."""
    document = docx.Document()
    document.add_paragraph("正文")
    document.add_picture(io.BytesIO(picture()))
    path = folder / "plain.docx"
    document.save(path)
    if not address:
        return path.read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(
                    b'Target="media/image1.png"', f'Target="{address}" TargetMode="External"'.encode()
                )
                assert address.encode() in data
            new.writestr(name, data.replace(b"r:embed=", b"r:link=") if name == "word/document.xml" else data)
    return made.getvalue()
