"""Who takes part in a journey and through which kind of screen: phones, a projector, laptops."""

import re
from contextlib import suppress
from typing import Any, Self

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    WebError,
    expect,
)

from tests.journeys import pictures
from tests.journeys.phone.browser import Voter, phone_of, wide

LAPTOP = {"width": 1280, "height": 800}
PROJECTOR = {"width": 1920, "height": 1080}
PATIENCE = 30_000
LOOKED_AT = "window.lookedAt"


class Stage:
    """Makes the screens and keeps whatever any of their pages complains of."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self._troubles: list[str] = []
        self._forgiven: list[str] = []
        self._browser = browser
        self._screens: list[BrowserContext] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for screen in self._screens:
            with suppress(Error):
                screen.close()

    def page(self, screen: BrowserContext) -> Page:
        """A page that is watched: console, uncaught errors, and whom it asks for anything."""
        self._screens.append(screen)
        screen.set_default_timeout(PATIENCE)
        screen.on("console", self._on_console)
        screen.on("weberror", self._on_error)
        screen.on("request", self._on_request)
        return screen.new_page()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._troubles.append(f"{message.page.url if message.page else '-'}: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._troubles.append(f"{error.page.url if error.page else '-'}: {error.error}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self._troubles.append(f"asked elsewhere: {request.url}")

    def forgives(self, what: int | str) -> None:
        """What the journey was out for may be logged by its browser: a status, or these words.

        It must be, once.
        """
        self._forgiven.append(what if isinstance(what, str) else f"status of {what}")

    def complaints(self) -> list[str]:
        """Whatever was not forgiven, and what was forgiven but never came."""
        told, forgiven = self._troubles, self._forgiven
        return [
            *(line for line in told if not any(words in line for words in forgiven)),
            *(f"no {words}" for words in forgiven if not any(words in line for line in told)),
        ]

    def phone(self, **options: Any) -> "Phone":
        """A phone with its own storage; twice as fine when it is to be pictured."""
        if pictures.wanted():
            options["device_scale_factor"] = 2
        return Phone(self.page(phone_of(self._browser, **options)), self.url)

    def laptop(self) -> Page:
        """An officer's laptop."""
        return self.page(self._browser.new_context(viewport=LAPTOP, locale="zh-CN"))

    def projector(self) -> "Projector":
        """The hall's projector."""
        screen = self._browser.new_context(viewport=PROJECTOR, locale="zh-CN")
        return Projector(self.page(screen), self.url)


class Phone(Voter):
    """A delegate with a phone at the real service: comes in, waits, is led to the ballot."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page)
        self.url = url
        page.set_default_timeout(PATIENCE)

    def enters_by_link(self, link: str) -> None:
        self.opens(link)
        self.presses("是我，进入会议")

    def enters_by_code(self, number: str, code: str) -> None:
        """From the page of the ways in, or where one was led."""
        self.page.get_by_role("link", name="没有二维码，用工号进入").click()
        self.page.get_by_label("工号").fill(number)
        self.page.get_by_label("验证码").fill(code)
        self.presses("进入会议")

    def checks_in(self) -> None:
        """On the page the hall's code leads to."""
        self.presses("我已到会，签到")
        expect(self.page.get_by_text("您已签到")).to_be_visible()

    def waits(self, meeting_id: int = 1) -> None:
        """Look at the meeting's page and leave it alone from now on."""
        self.opens(f"{self.url}/m/{meeting_id}")
        self.is_left_alone()

    def is_left_alone(self) -> None:
        """Remember in the page itself that it was looked at: a reload forgets it."""
        self.page.evaluate(f"{LOOKED_AT} = true")

    def has_not_reloaded(self) -> bool:
        """Tell whether the page is still the one that was left alone."""
        return self.page.evaluate(f"{LOOKED_AT} === true")

    def is_offered(self, label: str) -> Locator:
        """A link that came up by itself."""
        offered = self.page.get_by_role("link", name=label, exact=True)
        expect(offered).to_be_visible(timeout=PATIENCE)
        assert self.has_not_reloaded()
        return offered

    def comes_to_keepsake(self) -> str:
        """The twelve characters, before the paper is taken."""
        self.step("keep")
        return self.characters()

    def approves(self, *names: str) -> None:
        for name in names:
            self.marks(name, "赞成")

    def recovers(self, characters: str) -> None:
        """Type the twelve characters kept from another phone."""
        self.page.get_by_label("领票时保存的 12 个字").fill(characters)
        self.presses("恢复我的选票")
        self.step("fill")

    def is_lost(self) -> Any:
        """Close it for good; what it remembered, as whoever finds it would find it."""
        remembered = self.page.context.storage_state(indexed_db=True)
        self.page.context.close()
        return remembered

    def is_in_the_box(self) -> str:
        """The receipt's code."""
        expect(self.step("receipt").get_by_role("heading", name="已投入票箱")).to_be_visible()
        return self.receipt_code()


class Projector:
    """The big screen: nobody touches it, it follows the meeting by itself."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def opens(self, address: str) -> None:
        self.page.goto(self.url + address)

    def shows(self, sentence: str | re.Pattern[str]) -> None:
        """Sooner or later, by itself."""
        expect(self.page.locator("body")).to_contain_text(sentence, timeout=PATIENCE)

    def text(self) -> str:
        """Everything on the screen."""
        return self.page.locator("body").inner_text()

    def line_of(self, name: str) -> Locator:
        """Somebody's line in the declared result."""
        return self.page.locator(".names li").filter(has_text=wide(name))

    def fits(self) -> bool:
        """Tell whether everything stands on the screen without scrolling."""
        return self.page.evaluate(
            "document.scrollingElement.scrollHeight <= innerHeight"
            " && document.scrollingElement.scrollWidth <= innerWidth"
        )
