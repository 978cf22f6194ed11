"""Pictures of the journey's pages for the README, on demand alone."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize

from tests.journeys.server import ROOT

FOLDER = os.environ.get("VOTING_SCREENSHOTS")
WIDEST = 1280
A4: ViewportSize = {"width": 900, "height": 1500}
COLOURS = 128


def wanted() -> bool:
    """Tell whether pictures are to be taken: VOTING_SCREENSHOTS names their folder."""
    return bool(FOLDER)


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep what is on the screen, or the whole page, as a small PNG; if pictures are wanted."""
    if FOLDER:
        _keep(page.screenshot(full_page=whole, animations="disabled"), name)


def picture_of_sheet(page: Page, name: str) -> None:
    """Keep a page's A4 sheet, all of it, if pictures are wanted."""
    if FOLDER:
        laptop = page.viewport_size or A4
        page.set_viewport_size(A4)
        _keep(page.locator("main").screenshot(animations="disabled"), name)
        page.set_viewport_size(laptop)


def _keep(taken: bytes, name: str) -> None:
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    if image.width > WIDEST:
        image.thumbnail((WIDEST, image.height), Image.Resampling.LANCZOS)
    folder = ROOT / Path(FOLDER or ".")
    folder.mkdir(parents=True, exist_ok=True)
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(folder / name, optimize=True)


def to_the_top(part: Locator) -> None:
    """Scroll until a part stands on top of the screen."""
    part.evaluate("(found) => found.scrollIntoView({ block: 'start' })")
