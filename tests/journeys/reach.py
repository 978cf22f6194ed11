"""What a small screen, a thumb and a keyboard can reach on a page."""

from playwright.sync_api import Locator, Page, expect

SMALLEST_TEXT = 17
SMALLEST_TARGET = 44

_TOO_WIDE = """() => {
  const page = document.scrollingElement;
  return page.scrollWidth <= innerWidth ? [] : [`${page.scrollWidth} of ${innerWidth}`];
}"""
# Text is measured where it stands: in elements with words of their own.
_TOO_SMALL = """(least) => Array.from(document.querySelectorAll("main, main *"))
  .filter((one) => one.checkVisibility() && !one.closest(".aside, svg, option"))
  .filter((one) => Array.from(one.childNodes).some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < least)
  .map((one) => `${getComputedStyle(one).fontSize}: ${one.textContent.trim()}`)"""
# A label enlarges its box or field; a link amid a sentence is read, not aimed at.
_TOO_NARROW = """(least) => Array.from(
    document.querySelectorAll("button, a, summary, select, textarea, input:not([type=hidden])"))
  .filter((one) => one.checkVisibility() && !one.closest(".skip, .aside"))
  .map((one) => [one, (one.closest("label") || one).getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least)
  .map(([one, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: `
    + (one.textContent.trim() || one.name))"""


def hindrances(page: Page) -> list[str]:
    """What on a page is too wide, too small to read or too small to hit."""
    return [
        *(f"sideways: {found}" for found in page.evaluate(_TOO_WIDE)),
        *(f"text {found}" for found in page.evaluate(_TOO_SMALL, SMALLEST_TEXT)),
        *(f"target {found}" for found in page.evaluate(_TOO_NARROW, SMALLEST_TARGET)),
    ]


class Keyboard:
    """Somebody who uses nothing but Tab, Enter and letters."""

    MOST = 120

    def __init__(self, page: Page) -> None:
        self._page = page

    def reaches(self, wanted: Locator) -> None:
        """Press Tab until it is reached; where one is must be seen."""
        for _press in range(self.MOST):
            self._page.keyboard.press("Tab")
            if wanted.evaluate("(one) => one === document.activeElement"):
                break
        expect(wanted).to_be_focused()
        seen = wanted.evaluate(
            "(one) => getComputedStyle(one).outlineStyle !== 'none'"
            " || getComputedStyle(one).boxShadow !== 'none'"
        )
        assert seen, "the focus is not to be seen"

    def presses(self, wanted: Locator) -> None:
        """Go there and press Enter."""
        self.reaches(wanted)
        self._page.keyboard.press("Enter")

    def writes(self, wanted: Locator, text: str) -> None:
        """Go there and type."""
        self.reaches(wanted)
        self._page.keyboard.insert_text(text)
