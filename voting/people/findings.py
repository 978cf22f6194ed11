"""What a reading finds in a roster: problems, which stop an import, and repairs, which are told.

Problem codes (``voting roster check --json`` gives them as ``problem``):

================== =============================================================================
missing_column     the sheet has no column for staff numbers or names, or no sheet has
duplicate_column   two columns carry the same heading, or two names of one heading
no_rows            there is nobody under the heading
missing            a staff number or a name is missing
duplicate          a staff number occurs again
unknown_value      a word that the column does not know
bad_number         a staff number that is not letters, digits, ``-``, ``_``, ``.`` or ``/``
bad_date           no year and month, or one that cannot be
bad_mobile         no telephone number
formula            a computed cell, or text that begins with ``=``
error_value        a computed cell that failed (#N/A)
control_character  invisible characters or direction marks
private_character  a character of an old system's own making
emoji              a pictograph
too_long           longer than the column takes
unreadable         the file cannot be read, or is no spreadsheet
too_large          the file is larger than any roster
================== =============================================================================

Repair codes: ``full_width``, ``spaces``, ``number`` (a number stored as such, 2001.0),
``serial_date`` (27120), ``date_form`` (1975年4月), ``middle_dot``, ``repeated_heading``.
"""

from dataclasses import dataclass
from enum import StrEnum

from voting.people.rules import Field


class Trouble(StrEnum):
    """Why a roster cannot be imported as it is."""

    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"
    NO_ROWS = "no_rows"
    MISSING = "missing"
    DUPLICATE = "duplicate"
    UNKNOWN_VALUE = "unknown_value"
    BAD_NUMBER = "bad_number"
    BAD_DATE = "bad_date"
    BAD_MOBILE = "bad_mobile"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    CONTROL_CHARACTER = "control_character"
    PRIVATE_CHARACTER = "private_character"
    EMOJI = "emoji"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


class Mend(StrEnum):
    """What the reading put right by itself."""

    FULL_WIDTH = "full_width"
    SPACES = "spaces"
    NUMBER = "number"
    SERIAL_DATE = "serial_date"
    DATE_FORM = "date_form"
    MIDDLE_DOT = "middle_dot"
    REPEATED_HEADING = "repeated_heading"


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell (or row, or the sheet: then ``row`` is 0) that stops the import.

    ``row`` is the spreadsheet's own number; ``value`` what stands there; ``detail`` what the
    sentence needs besides (the first row of a duplicate, the words a column knows).
    """

    row: int
    column: Field | None
    value: str
    trouble: Trouble
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell that was put right: what stood there, what it was read as, and how."""

    row: int
    column: Field | None
    value: str
    repaired: str
    mends: tuple[Mend, ...]
