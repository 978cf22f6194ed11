"""Officers at their laptops: each role does its work through the pages, as its people will."""

import re
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from tests.journeys.phone.browser import wide

PASSWORD = "一句好记的话就是密码 7"


class Officer:
    """Somebody with an account, signed in on a laptop."""

    def __init__(self, page: Page, url: str, meeting_id: int = 1) -> None:
        self.page = page
        self.url = url
        self.meeting = f"/meetings/{meeting_id}"

    def sets_password(self, invitation: str) -> "Officer":
        """Open the invitation, choose a password, and be signed in by that."""
        self.page.goto(invitation)
        self.fills({"新密码": PASSWORD, "再输一次": PASSWORD})
        self.presses("保存密码并登录")
        expect(self.page.get_by_role("button", name="退出登录")).to_be_visible()
        return self

    def signs_in(self, login: str, password: str) -> "Officer":
        self.goes("/sign-in")
        self.fills({"登录名": login, "密码": password})
        self.presses("登录")
        expect(self.page.get_by_role("button", name="退出登录")).to_be_visible()
        return self

    def goes(self, path: str) -> None:
        self.page.goto(self.url + path)

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def presses(self, label: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def confirms(self, act: str, confirm: str | re.Pattern[str]) -> None:
        """Press the button of an act, then the one that says it again."""
        self.page.locator("summary.btn", has_text=re.compile(f"^\\s*{act}\\s*$")).click()
        self.presses(confirm)

    def fills(self, fields: dict[str, str]) -> None:
        for label, value in fields.items():
            self.page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(value)

    def is_told(self, sentence: str | re.Pattern[str]) -> None:
        """The note on top of the page says so."""
        expect(self.page.locator(".note").filter(has_text=sentence).first).to_be_visible()

    def figure(self, label: str) -> Locator:
        """A large figure of the page."""
        stat = self.page.locator(".stat").filter(
            has=self.page.locator(".stat-label", has_text=re.compile(f"^\\s*{label}\\s*$"))
        )
        return stat.locator(".stat-value b")

    def goes_to_poll(self, poll_id: int, page: str = "") -> None:
        self.goes(f"{self.meeting}/polls/{poll_id}{page}")

    def downloads(self, link: str, folder: Path) -> Path:
        """Fetch a file and keep it under the name the service gave it."""
        with self.page.expect_download() as coming:
            self.follows(link)
        file: Download = coming.value
        file.save_as(folder / file.suggested_filename)
        return folder / file.suggested_filename


class Chair(Officer):
    """Conducts the meeting from one page."""

    def conducts(self) -> None:
        self.goes(f"{self.meeting}/chair")

    def acts(self, label: str) -> None:
        """Press the one big button, and say yes."""
        self.conducts()
        self.confirms(label, f"确认，现在{label}")

    def screen(self) -> str:
        """The address to put on the projector."""
        self.conducts()
        return self.page.get_by_role("link", name="打开会场大屏").get_attribute("href") or ""

    def text(self) -> str:
        """Everything the page says."""
        return self.page.locator("main").inner_text()


class Teller(Officer):
    """Opens the box and counts."""

    def opens_box(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id)
        self.presses("开箱")
        self.is_told("已开箱")

    def counts(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id)
        self.presses("计票")
        self.is_told("计票完成")

    def signs(self, poll_id: int) -> None:
        self.goes_to_poll(poll_id, "/scrutiny")
        self.presses("确认签字")
        self.is_told("已签字")


class Scrutineer(Teller):
    """Compares, rules on written names, signs."""

    def written_name(self, poll_id: int, name: str) -> Locator:
        """What the page says about one written name."""
        self.goes_to_poll(poll_id, "/scrutiny")
        heading = self.page.locator("h3", has_text=re.compile(f"^\\s*{wide(name)}\\s*·"))
        return self.page.locator(".card .card").filter(has=heading)

    def agrees_to_suggestion(self, poll_id: int, name: str) -> None:
        found = self.written_name(poll_id, name)
        found.get_by_role("button", name=re.compile(f"^认定为{name}")).click()
        self.is_told("已认定")

    def rules(self, poll_id: int, name: str, *, number: str = "", reason: str = "") -> None:
        """Say whose name it is, by number; or for what reason it is nobody's."""
        found = self.written_name(poll_id, name)
        found.locator("summary").click()
        if number:
            found.get_by_label("认定为这位职工").check()
            found.get_by_label("工号", exact=True).fill(number)
        else:
            found.get_by_label("这些票对此人无效").check()
            found.get_by_label("说明", exact=True).fill(reason)
        found.get_by_role("button", name=f"认定“{name}”").click()
        self.is_told("已认定")
