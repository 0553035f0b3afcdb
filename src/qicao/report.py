"""What a person is told on the terminal, and the exit code it comes to."""

import sys

from qicao.encoding import decode
from qicao.problems import ProblemsFound, is_error, render, say
from qicao.target import REFUSED

_SHOWN = 100  # problems of one file; who has more mends these first


class Report:
    """Everything said to the person while a command runs; its exit code is that of the worst."""

    def __init__(self):
        self.code = 0
        self.sources = {}

    def tell(self, problems):
        """Print problems to stderr, each with its line of the file."""
        for one in problems[:_SHOWN]:
            print(render(one, self.source(one.span)), file=sys.stderr)
        if len(problems) > _SHOWN:
            print(say("show-more", count=len(problems) - _SHOWN), file=sys.stderr)
        for one in problems:
            if is_error(one):
                self.code = max(self.code, 3 if one.code in REFUSED else 1)

    def tell_gaps(self, gaps):
        """Print to stderr what is still to be filled in, and where."""
        if gaps:
            print(say("show-gaps", count=len(gaps)), file=sys.stderr)
        for gap in gaps:
            print(f"  {gap.path}　{gap.about}　{gap.where()}", file=sys.stderr)

    def source(self, span):
        """Return the line of a file a span is on."""
        if not (span.line and span.lined):
            return ""
        if span.path not in self.sources:
            try:
                self.sources[span.path] = decode(span.path)[0].split("\n")
            except ProblemsFound:
                self.sources[span.path] = []
        lines = self.sources[span.path]
        return lines[span.line - 1] if span.line <= len(lines) else ""

    def __enter__(self):
        return self

    def __exit__(self, _kind, error, _trace):
        """Tell what was found and leave with the exit code of DESIGN 4; any other error goes its way."""
        if isinstance(error, ProblemsFound):
            self.tell(error.problems)
        elif error is not None:
            return
        sys.exit(self.code)
