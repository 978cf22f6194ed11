"""A phone in a voter's hand: Chromium with a small screen, and the verbs of voting."""

import json
from contextlib import contextmanager
from typing import Any

from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    expect,
    sync_playwright,
)

from voting.web import assets

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}


@contextmanager
def chromium(program: str):
    """The browser, for as many phones as are wanted; one at a time in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


def phone_of(browser: Browser, size: dict[str, int] | None = None, **others: Any) -> BrowserContext:
    """A phone of its own: its own storage, its own cookies."""
    return browser.new_context(
        viewport=size or PHONE, is_mobile=True, has_touch=True, locale="zh-CN", **others
    )


def modules_only() -> Flask:
    """A server of the shipped modules and one empty page from which to load them."""
    app = Flask("modules", static_folder=None)
    assets.init_app(app)
    app.add_url_rule("/", "empty", lambda: "<!doctype html><title>-</title>")
    return app


def wide(name: str) -> str:
    return name[0] + "\u3000" + name[1] if len(name) == 2 else name


class Outage:
    """A network that swallows what matches, until it comes back.

    ``answers``: the request arrives and only the answer is lost.
    """

    def __init__(self, page: Page, pattern: str, *, answers: bool) -> None:
        self._away = True
        self._answers = answers
        page.route(pattern, self._handle)

    def _handle(self, route: Route) -> None:
        if not self._away:
            route.continue_()
            return
        if self._answers:
            route.fetch()
        route.abort("connectionreset")

    def ends(self) -> None:
        self._away = False


class Voter:
    """One person with one page open; every uncaught error of the page is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(15_000)

    def opens(self, address: str) -> "Voter":
        self.page.goto(address)
        return self

    def step(self, name: str) -> Locator:
        """The step, once it is the one on the screen."""
        found = self.page.locator(f'[data-step="{name}"]')
        expect(found).to_be_visible(timeout=15_000)
        return found

    def presses(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def takes_paper(self) -> None:
        self.step("keep")
        self.presses("已经保存，领取选票")
        self.step("fill")

    def card(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=wide(name), exact=True)

    def marks(self, name: str, mark: str) -> None:
        self.card(name).get_by_role("button", name=mark, exact=True).click()

    def mark_of(self, name: str) -> list[str]:
        pressed = self.card(name).locator('.mark[aria-pressed="true"]')
        return [text.strip() for text in pressed.all_inner_texts()]

    def writes(self, under: str, name: str) -> None:
        self.card(under).get_by_role("textbox").fill(name)

    def fills_in(self) -> "Voter":
        """A paper taken, one candidate approved, the review before the eyes."""
        self.takes_paper()
        self.marks("丁一", "赞成")
        self.reviews()
        return self

    def reviews(self) -> Locator:
        self.presses("检查选票")
        return self.step("review")

    def casts(self) -> Locator:
        self.presses("确认投票")
        return self.step("receipt")

    def receipt_code(self) -> str:
        return self.step("receipt").locator(".code").inner_text().replace(" ", "")

    def characters(self) -> str:
        return "".join(self.page.locator(".characters li").all_inner_texts())

    def is_told(self, sentence: str) -> None:
        """The line above the buttons says so."""
        expect(self.page.locator("#alert")).to_contain_text(sentence)

    def loses_requests(self, pattern: str) -> Outage:
        return Outage(self.page, pattern, answers=False)

    def loses_answers(self, pattern: str) -> Outage:
        return Outage(self.page, pattern, answers=True)

    def record(self) -> dict[str, Any]:
        """What the phone keeps of the one poll, out of localStorage."""
        kept = self.page.evaluate("Object.entries(localStorage)")
        ((_key, record),) = [pair for pair in kept if pair[0].startswith("voting/")]
        return json.loads(record)

    def run(self, script: str, *values: Any) -> Any:
        return self.page.evaluate(script, list(values))
