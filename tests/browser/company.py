"""Everybody who takes part in a journey, each at a browser window of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from desk.demo.people import address
from tests.browser import registering
from tests.browser.conftest import DESK, PHONE, Server
from tests.browser.people import sign_in
from tests.browser.story import HEAD_ADDRESS, TREASURER_ADDRESS

#: A page may keep a person waiting while the machine is busy elsewhere.
PATIENCE = 20_000


@dataclass
class Company:
    """Everybody who takes part, each at their own window, opened when they first come on."""

    open_browser: Callable[..., Page]
    server: Server
    windows: dict[str, Page] = field(default_factory=dict)

    def employee(self, local: str, viewport: dict[str, int] = DESK) -> Page:
        """Somebody of the demonstration, at a desk unless ``viewport`` says otherwise."""
        if local not in self.windows:
            self.windows[local] = sign_in(self.open_browser(viewport), address(local))
        return self.windows[local]

    def officer(self, invited: str) -> Page:
        """Somebody of the new LKS, on a phone, who follows the letter that invited them."""
        if invited not in self.windows:
            window = self.open_browser(PHONE)
            self.windows[invited] = registering.take_up_account(window, invited, self.server.var / "logs")
        return self.windows[invited]

    def stranger(self) -> Page:
        return self.open_browser(PHONE)

    @property
    def finance(self) -> Page:
        return self.employee("keuangan")

    @property
    def ppk(self) -> Page:
        return self.employee("ppk")

    @property
    def ppspm(self) -> Page:
        return self.employee("ppspm")

    @property
    def verifier(self) -> Page:
        return self.employee("verifikator")

    @property
    def auditor(self) -> Page:
        return self.employee("auditor")

    @property
    def reviewer(self) -> Page:
        """The auditors' supervisor, in the team of their engagement."""
        return self.employee("pengendali")

    @property
    def auditee(self) -> Page:
        """The treasurer of an LKS whose report was accepted, on a phone."""
        return self.employee("bendahara.sakura", PHONE)

    @property
    def treasurer(self) -> Page:
        return self.officer(TREASURER_ADDRESS)

    @property
    def head(self) -> Page:
        return self.officer(HEAD_ADDRESS)
