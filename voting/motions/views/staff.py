"""What all of the staff may send in besides motions: monthly forms, letters, improvements."""

from voting.motions.improvements import panels as improvement_panels, views as improvements
from voting.motions.letterbox import (
    office_views as letter_office,
    panels as letter_panels,
    views as letters,
)
from voting.motions.situations import (
    office_views as situation_office,
    panels as situation_panels,
    views as situations,
)

__all__ = [
    "improvement_panels",
    "improvements",
    "letter_office",
    "letter_panels",
    "letters",
    "situation_office",
    "situation_panels",
    "situations",
]
