"""A hall whose delegates have names that stand in the order of their strokes."""

import pytest

from tests.cast import Hall, a_hall
from tests.services.elections.making import rename

NAMES = ("丁一", "王二", "文三", "李四", "张五", "赵六")


@pytest.fixture
def hall(app) -> Hall:
    made = a_hall(6)
    for person_id, name in zip(made.delegates, NAMES, strict=True):
        rename(person_id, name)
    return made
