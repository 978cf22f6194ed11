"""Pictures of the journey's pages for the README, on demand alone."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.journeys.server import ROOT

FOLDER = os.environ.get("VOTING_SCREENSHOTS")
WIDEST = 1280
COLOURS = 128


def wanted() -> bool:
    """Tell whether pictures are to be taken: VOTING_SCREENSHOTS names their folder."""
    return bool(FOLDER)


def picture(seen: Page | Locator, name: str) -> None:
    """Keep what is on the screen as a small PNG, if pictures are wanted."""
    if not FOLDER:
        return
    image = Image.open(io.BytesIO(seen.screenshot(animations="disabled"))).convert("RGB")
    if image.width > WIDEST:
        image.thumbnail((WIDEST, image.height), Image.Resampling.LANCZOS)
    folder = ROOT / Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(folder / name, optimize=True)


def to_the_top(part: Locator) -> None:
    """Scroll until a part stands on top of the screen."""
    part.evaluate("(found) => found.scrollIntoView({ block: 'start' })")
