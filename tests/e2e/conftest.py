"""A real server with the sample, a real browser; every page is watched while a test walks it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SHOTS = Path(os.environ.get("QUARTERDECK_SHOTS", "out/screenshots"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SERIOUS = ("serious", "critical")
STICKS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .slice(0, 3).map((one) => `sticks out: ${one.outerHTML.slice(0, 150)}`);
}"""


class Watched:
    """A page that remembers what went wrong on it: errors, and requests to elsewhere."""

    def __init__(self, page, base):
        self.page, self.base, self.faults = page, base, []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def go(self, path):
        """Opens a page of the server; fails where it does not answer well."""
        try:
            response = self.page.goto(self.base + path)
        except Error as error:  # a page that shows itself anew may cut in
            if "ERR_ABORTED" not in str(error):
                raise
            response = self.page.goto(self.base + path)
        assert response.ok, f"{path}: {response.status}"
        return self.page

    def sign_in(self, role):
        """Through the sample's button."""
        self.go("/accounts/login/")
        self.page.click(f'form[action="/sample/{role}/"] button')
        self.page.wait_for_load_state()
        return self.page

    def check(self, name):
        """Takes a picture; no serious fault by axe, nothing wrong on the console."""
        assert self.faults_by_axe(name) == []
        assert self.faults == []

    def faults_by_axe(self, name):
        """Takes a picture; what axe calls serious, each with where it is."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")["violations"]
        return [
            f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}"
            for v in found
            if v["impact"] in SERIOUS
        ]

    def sideways(self):
        """Whether the page must be pushed aside to be read, and what sticks out."""
        return self.page.evaluate(STICKS_OUT)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of `quarterdeck serve --sample`, or of one that runs (QUARTERDECK_SERVED)."""
    if os.environ.get("QUARTERDECK_SERVED"):
        yield os.environ["QUARTERDECK_SERVED"]
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("served")
    told = os.environ | {"QUARTERDECK_DATA": str(folder)}
    told.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "quarterdeck", "serve", "--sample", "--port", str(port)]
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
    try:
        yield _ready(process, f"http://localhost:{port}", folder / "serve.log")
    finally:
        process.terminate()
        process.wait(30)
    with socket.socket() as left:
        assert left.connect_ex(("127.0.0.1", port)), "the server outlives its command"


def _ready(process, base, log):
    until = time.monotonic() + 180
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(base + "/accounts/login/", timeout=5)
            return base
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_page(server, browser):
    """A watched page: open_page(phone=True, dark=True)."""
    contexts = []

    def opened(*, phone=False, dark=False):
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP, color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        return Watched(context.new_page(), server)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def answers(server, browser):
    """Waits until the worker has the sample's four answers."""
    context = browser.new_context()
    watched = Watched(context.new_page(), server)
    watched.sign_in("leader")
    watched.page.wait_for_selector("table.answers:not(.is-old)", timeout=180_000)
    context.close()
