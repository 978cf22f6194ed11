"""The longest tests begin first, so that no worker is left alone with one of them at the end.

Only the order of folders is set; within them it stays as ``pytest-randomly`` shuffled it.
"""

from pathlib import Path

import pytest

JOURNEYS = Path(__file__).parents[1] / "journeys"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent != JOURNEYS)
