"""LibreOffice as a printer: the bytes of a .docx in, those of a PDF out.

It works on a copy with a profile that is thrown away: the file is not locked, and no window of the person's
is in the way. By that profile it runs no macro and opens neither the network nor other files.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from qicao.problems import ProblemsFound, Span, problem
from qicao.tables import DATA

SECONDS = 120  # a draft takes three; the first start on a slow machine, thirty
_SETTINGS = "registrymodifications.xcu"
_PLACES = (  # where it is when it is not on the path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


def program():
    """Return the path of LibreOffice, or None."""
    known = (shutil.which(name) for name in ("soffice", "libreoffice"))
    return next((one for one in (*known, *filter(os.path.isfile, _PLACES)) if one), None)


def pdf(data, shown, seconds=SECONDS):
    """Return a .docx as the bytes of a PDF; shown: the name of its file in what is said.

    Raises ProblemsFound where there is no LibreOffice, or it fails, or takes longer than so many seconds.
    """
    here = Span(str(shown))
    if (found := program()) is None:
        raise ProblemsFound([problem("no-office", here)])
    with tempfile.TemporaryDirectory(prefix="qicao-office-", ignore_cleanup_errors=True) as home:
        settings = Path(home, "profile", "user")
        settings.mkdir(parents=True)
        shutil.copyfile(DATA / "page" / _SETTINGS, settings / _SETTINGS)
        draft = Path(home, "draft.docx")
        draft.write_bytes(data)
        command = [found, f"-env:UserInstallation={Path(home, 'profile').as_uri()}", "--headless"]
        command += ["--norestore", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export"]
        try:
            said = _run([*command, "--outdir", home, str(draft)], home, seconds)
            made = draft.with_suffix(".pdf")
            if made.is_file():
                return made.read_bytes()
        except subprocess.TimeoutExpired:
            raise ProblemsFound([problem("office-slow", here, limit=seconds)]) from None
        except OSError as error:
            raise ProblemsFound([problem("office-failed", here, reason=str(error))]) from None
    raise ProblemsFound([problem("office-failed", here, reason=_last(said))])


def _run(command, home, seconds):
    """Run LibreOffice and return what it said; with all it started it ends when we do."""
    alone = {"start_new_session": True} if sys.platform != "win32" else {}
    running = subprocess.Popen(  # noqa: S603 - a program that was looked for, and paths of our own
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=home, **alone
    )
    try:
        return running.communicate(timeout=seconds)[0].decode(errors="replace")
    except BaseException:
        # the script that was started waits for the program proper, which would go on alone
        if alone:
            os.killpg(running.pid, signal.SIGKILL)
        running.kill()
        running.wait()
        raise


def _last(said):
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "soffice"
