"""A page for the browser on this machine alone: 127.0.0.1, behind a token nobody can guess."""

import secrets
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SECONDS = 10  # a request may take to come
_TYPES = {"html": "text/html; charset=utf-8", "png": "image/png", "state": "text/plain"}


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing of a browser that has left before it had all of a page."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Serves what was published last, and nothing else; a context in which it runs."""

    def __init__(self):
        self.token = secrets.token_urlsafe(18)
        self.files, self.version = {}, 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            timeout = _SECONDS

            def do_GET(self):
                outer.answer(self)

            do_HEAD = do_GET  # noqa: N815 - the name http.server looks for

            def log_message(self, *_):
                """Say nothing: the terminal is for what concerns the person."""

        self._http = _Listener(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.1})

    @property
    def url(self):
        """Where the page is."""
        return f"http://127.0.0.1:{self._http.server_port}/{self.token}/"

    def publish(self, html, pictures=None):
        """Show a page from now on; pictures: {name: bytes of a .png} it asks for."""
        self.files = {**(pictures or {}), "": html.encode(), "state": str(self.version).encode()}

    def next(self):
        """Return the version of the page that is published next, by which open ones see that it is new."""
        self.version += 1
        return str(self.version)

    def answer(self, request):
        """Answer one request: a file of ours for a browser that came by our own address."""
        port = self._http.server_port
        # another name for this address is how a page elsewhere would read it (DNS rebinding)
        if request.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            request.send_error(403)
            return
        if request.path == "/favicon.ico":  # every browser asks for it
            request.send_response(204)
            request.end_headers()
            return
        head, slash, name = request.path.partition("?")[0].removeprefix("/").partition("/")
        ours = bool(slash) and secrets.compare_digest(head.encode(), self.token.encode())
        data = self.files.get(name) if ours else None
        if data is None:
            request.send_error(404)
            return
        request.send_response(200)
        kind = "html" if not name else name.rpartition(".")[2]
        own = {"Content-Type": _TYPES[kind], "Content-Length": str(len(data))}
        for key, value in (own | _HEADERS).items():
            request.send_header(key, value)
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(data)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
