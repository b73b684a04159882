"""A real server and a real browser: bin/run in a folder of its own, and Debian's Chromium.

Tests take `open_browser` and get one page per person. Whatever a page loads from another origin, and every error
that its scripts throw, fails the test.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

if TYPE_CHECKING:
    from tests.browser.company import Company

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
#: Without windows, and talking to nobody by itself.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
#: Setting up, seeding the demonstration and starting, on a slow machine.
START_SECONDS = 300

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True, slots=True)
class Server:
    """What bin/run serves: its address, its folder, and all that it printed when it started."""

    address: str
    var: Path
    printed: str


def hear_ctrl_c() -> None:
    """In the new process: a shell cannot trap an interrupt that was ignored when it began (a job in the background)."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serve(var: Path) -> Iterator[tuple[Server, subprocess.Popen[str]]]:
    """bin/run for the folder `var` on a free port, once it answers; in the end stopped as Ctrl-C stops it."""
    own = {
        "DATABASE_URL",
        "DEBUG",
        "AMANAH_DEMO",
        "SECRET_KEY",
        "VAULT_KEY",
        "STATIC_ROOT",
        "AMANAH_BASE_URL",
        "TASKS_IMMEDIATE",
    }
    environment = {name: value for name, value in os.environ.items() if name not in own}
    process = subprocess.Popen(
        [ROOT / "bin" / "run", "--port", "0"],
        env=environment | {"AMANAH_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=hear_ctrl_c,
    )
    timer = threading.Timer(START_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    printed: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            printed.append(line)
            found = re.match(r"Amanah: (http://localhost:\d+)", line)
            if found:
                break
        else:
            pytest.fail(f"bin/run did not start:\n{''.join(printed)}")
        timer.cancel()
        yield Server(found[1], var, "".join(printed)), process
    finally:
        timer.cancel()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=30)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, freshly seeded, for all browser tests of this run."""
    with serve(tmp_path_factory.mktemp("var")) as (started, _):
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium that talks to nobody by itself."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(server: Server, browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """`open_browser(viewport=DESK)` gives a fresh browser window of one person, at our address, in Indonesian."""
    strays: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((server.address, "data:", "blob:", "about:")):
            strays.append(f"left our origin: {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            strays.append(f"refused by the content policy: {message.text}")

    contexts = []

    def open_one(viewport: dict[str, int] = DESK) -> Page:
        context = browser.new_context(
            base_url=server.address,
            viewport=viewport,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("request", note_request)
        page.on("console", note_message)
        page.on("pageerror", lambda error: strays.append(f"script error: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not strays


@pytest.fixture
def company(open_browser: Callable[..., Page], server: Server) -> Company:
    """The people of a journey, all patient."""
    from tests.browser.company import PATIENCE, Company  # which itself begins with what stands above

    expect.set_options(timeout=PATIENCE)
    return Company(open_browser, server)
