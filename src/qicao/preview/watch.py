"""What a preview is made from, and waiting until somebody saves some of it."""

import time
from pathlib import Path

from qicao import shelves
from qicao.filenames import BRIEFS
from qicao.problems import ProblemsFound, Span

_PERIOD = 0.2  # seconds between two looks


class Watch:
    """The files a preview is made from; a file that is not there now is waited for too."""

    def __init__(self, file):
        self.file = file
        self.files = sources(file)
        self._seen = _stamps(self.files)

    def look_again(self, problems=()):
        """Take in the files it is made from now, and those that problems were found in."""
        told = {Path(one.span.path) for one in problems if Path(one.span.path).suffix}
        self.files |= sources(self.file) | told
        # what was saved while the pages were drawn is still seen as new
        self._seen = _stamps(self.files) | self._seen

    def wait(self, seconds=None):
        """Wait until something was saved and is left alone for a moment; False after so many seconds."""
        end = None if seconds is None else time.monotonic() + seconds
        before = self._seen
        while end is None or time.monotonic() < end:
            time.sleep(_PERIOD)
            now = _stamps(self.files)
            # programs that save by another name take the file away for a moment
            if now != self._seen and now == before:
                self._seen = now
                return True
            before = now
        return False


def _stamps(files):
    """Return what tells a saved file from the one before, by its path."""
    return {file: _stamp(file) for file in files}


def _stamp(file):
    try:
        known = file.stat()
    except (OSError, ValueError):
        return None
    return known.st_mtime_ns, known.st_size, known.st_ino


def sources(file):
    """Return the paths a file's pages are made from: itself, and for a brief its template with all parts."""
    path = Path(file)
    template_path = _template(file)
    if template_path is None:
        return {path}
    beside = template_path.parent.glob(f"*{shelves.SUFFIX}")
    own = {path} if path.suffix else set()  # else it is the name of a template
    return {*own, template_path, *beside, *shelves.bundled().glob(f"_*{shelves.SUFFIX}")}


def _template(file):
    """Return the path of the template a brief names, or of that which a file or a name is, or None."""
    from qicao.brief import is_form, load

    suffix = Path(file).suffix.lower()
    try:
        if suffix in BRIEFS or is_form(file):
            return load(file).template.path
        if not suffix:
            return shelves.find(file, Span(file))
        if suffix == shelves.SUFFIX and shelves.is_template(file):
            return Path(file)
    except ProblemsFound as error:
        # of a brief that cannot be read the template is not known, unless it is that which is broken
        spans = [Path(one.span.path) for one in error.problems]
        return next((one for one in spans if one.suffix == shelves.SUFFIX and one.is_file()), None)
    return None
