"""Chromium with somebody at it: pages are opened, measured, clicked, printed and drawn, as in a window.

It is driven over the DevTools protocol by a pipe (--remote-debugging-pipe), for which no library is needed.
"""

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import time

_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
_PATIENCE = 60  # seconds for one answer


def missing():
    """Return the programs that are not there."""
    names = [name for name in ("pdfinfo",) if not shutil.which(name)]
    return names if program() else ["chromium", *names]


def program():
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Window:
    """One page of a browser; said: what its console says, asked: the addresses it asked for."""

    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        self.said, self.asked, self.loads = [], [], 0
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def open(self, url):
        before = self.loads
        self.call("Page.navigate", url=str(url))
        self.until(lambda: self.loads > before)

    def look(self, script):
        """Return the value of JavaScript on the page."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def until(self, holds, seconds=_PATIENCE):
        """Take in what happens until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"not within {seconds} s; the console says {self.said}"
            self.browser.read(0.1)

    def wait(self, script, seconds=_PATIENCE):
        """Wait until JavaScript on the page is true, also over a reload."""

        def holds():
            try:
                return self.look(script)
            except (AssertionError, RuntimeError):
                return False

        self.until(holds, seconds)

    def pdf(self):
        """Return the page as it is printed, with the sizes it asks for."""
        return base64.b64decode(
            self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        )

    def picture(self, width, height, scale=1):
        """Return what a window of this size shows as a .png."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def hear(self, method, params):
        match method:
            case "Page.loadEventFired":
                self.loads += 1
            case "Runtime.consoleAPICalled":
                self.said.append(" ".join(str(one.get("value")) for one in params["args"]))
            case "Runtime.exceptionThrown":
                self.said.append(params["exceptionDetails"]["text"])
            case "Log.entryAdded":
                self.said.append(params["entry"]["text"])
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])


class Browser:
    """A browser with a profile of its own."""

    def __init__(self, home):
        theirs, self._write = os.pipe()
        self._read, answers = os.pipe()

        # the program reads commands from 3 and writes answers to 4
        script = f'exec "$@" 3<&{theirs} 4>&{answers}'
        command = ["bash", "-c", script, "bash", program(), *_FLAGS, "--remote-debugging-pipe"]
        self._running = subprocess.Popen(
            [*command, f"--user-data-dir={home}", "about:blank"],
            pass_fds=(theirs, answers),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs)
        os.close(answers)
        self._number, self._answers, self._windows, self._rest = 0, {}, {}, b""

    def window(self):
        """Return a new Window."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        # events of a session may come before the first of its answers
        window = Window.__new__(Window)
        self._windows[session] = window
        window.__init__(self, session)
        return window

    def call(self, method, session=None, **params):
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        asked |= {"sessionId": session} if session else {}
        os.write(self._write, json.dumps(asked).encode() + b"\0")
        end = time.monotonic() + _PATIENCE
        while asked["id"] not in self._answers:
            assert time.monotonic() < end, f"no answer to {method}"
            self.read(1)
        answer = self._answers.pop(asked["id"])
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def read(self, seconds):
        """Take in what the browser has to say within so many seconds."""
        if not select.select([self._read], [], [], seconds)[0]:
            return
        data = os.read(self._read, 1 << 20)
        assert data, "the browser has ended"
        *whole, self._rest = (self._rest + data).split(b"\0")
        for one in map(json.loads, whole):
            if "id" in one:
                self._answers[one["id"]] = one
            elif window := self._windows.get(one.get("sessionId")):
                window.hear(one["method"], one["params"])

    def close(self):
        with contextlib.suppress(Exception):
            self.call("Browser.close")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait(10)
        os.close(self._write)
        os.close(self._read)
