"""What the forms of an election share."""

from typing import Any

from voting.elections.wording import LABELS


def labels(*values: Any) -> list[tuple[str, str]]:
    """Return choices for words of the rules."""
    return [(value.value, LABELS[value]) for value in values]
