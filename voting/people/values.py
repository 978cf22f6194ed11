"""A cell, understood: what it says once spaces, widths and number formats are taken off.

Dates become 1975-04, the words of a column become its values (男 becomes male); whatever cannot
be understood is a trouble. Pure, and remembered: a roster says the same words thousands of times.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from voting.people.findings import Mend, Trouble
from voting.people.formats.grid import Cell
from voting.people.rules import LONGEST, WORDS, Field

_PLAIN = re.compile(r"[A-Za-z0-9\u3400-\u9fff·-]*")
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
_DOT_IN_NAME = re.compile(rf"\s*[•‧∙⋅・･᛫]\s*|(?<=[{_CHINESE}])\s*[.．]\s*(?=[{_CHINESE}])")

_WIDE_WORDS = str.maketrans(
    {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B) if chr(wide - 0xFEE0).isalnum()}
)
_WIDE_ALL = str.maketrans({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_MOBILE = re.compile(r"\+?[0-9][0-9-]{4,18}")
_MONTH = re.compile(
    r"(?P<year>\d{4})(?:年|[-./])(?P<month>\d{1,2})(?:月|(?:[-./月](?P<day>\d{1,2})[日号]?"
    r"(?:[T ]00:00(?::00(?:\.0+)?)?)?))?"
)
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?")
_SERIAL = re.compile(r"[0-9]{5}")
_HUNDREDTHS = re.compile(r"(?P<year>(?:19|20)\d{2})\.(?P<month>\d{1,2})")
_DAY_ZERO = date(1899, 12, 30)
# The days of 1920 and 2020 as spreadsheets count them: no one on a roster is older or younger.
_SERIAL_FROM, _SERIAL_TO = 7306, 43_831
_OLDEST_YEAR = 1900
# Above this a spreadsheet rounds whole numbers, and what is shown is not what was typed.
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell was understood as; ``mends`` says what was put right, ``trouble`` why not."""

    value: str
    mends: tuple[Mend, ...] = ()
    trouble: Trouble | None = None


@lru_cache(maxsize=20_000, typed=True)
def understand(field: Field, cell: Cell, today: date) -> Value:
    """Return what a cell of a column says; ``today`` tells births that have not happened."""
    if field is Field.BIRTH_MONTH:
        return _birth(cell, today)
    text, mends = written(cell)
    if isinstance(cell, date) or (field in _MISTAKEN and _is_fraction(cell)):
        return Value(text, mends, _MISTAKEN.get(field, Trouble.UNKNOWN_VALUE))
    if trouble := _hidden(text):
        return Value(text, (), trouble)
    cleaned, more = _cleaned(field, text)
    return _READERS.get(field, _text)(field, Value(cleaned, mends + more))


# A staff number like 2001-1 or 2001.10 that a spreadsheet took for a date or a fraction.
_MISTAKEN = {Field.NUMBER: Trouble.BAD_NUMBER, Field.MOBILE: Trouble.BAD_MOBILE}


def _is_fraction(cell: Cell) -> bool:
    return isinstance(cell, float) and not cell.is_integer()


def written(cell: Cell) -> tuple[str, tuple[Mend, ...]]:
    """Return a cell as text; a whole number stored as one loses its point."""
    if isinstance(cell, str):
        return cell, ()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell)), (Mend.NUMBER,)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell), (Mend.NUMBER,)
    return str(cell), ()


def _hidden(text: str) -> Trouble | None:
    """Return what is wrong with a text's characters, whatever the column."""
    if _PLAIN.fullmatch(text):
        return None
    if text.lstrip().startswith("="):
        return Trouble.FORMULA
    found = (trouble for letter in text if (trouble := _letter_trouble(letter)))
    return next(found, None)


def _letter_trouble(letter: str) -> Trouble | None:
    if letter.isspace():
        return None
    category = unicodedata.category(letter)
    if category == "Co":
        return Trouble.PRIVATE_CHARACTER
    if category in {"Cc", "Cf", "Cs"}:
        return Trouble.CONTROL_CHARACTER
    if category == "So" or letter == "\ufe0f" or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return Trouble.EMOJI
    # Han characters newer than this Python's tables are unassigned to it, and welcome.
    if category == "Cn" and not "\U00020000" <= letter <= "\U0003ffff":
        return Trouble.CONTROL_CHARACTER
    return None


def _cleaned(field: Field, text: str) -> tuple[str, tuple[Mend, ...]]:
    """Take full width and needless spaces off; in Chinese text full-width punctuation is right."""
    if _PLAIN.fullmatch(text):
        return text, ()
    mends: list[Mend] = []
    codes = field in {Field.NUMBER, Field.MOBILE} or field in WORDS
    narrow = text.translate(_WIDE_ALL if codes else _WIDE_WORDS)
    if narrow != text:
        mends.append(Mend.FULL_WIDTH)
    bare = "".join(narrow.split()) if codes else _without_needless_spaces(narrow)
    if bare != narrow:
        mends.append(Mend.SPACES)
    if field is Field.NAME and (dotted := _DOT_IN_NAME.sub("·", bare)) != bare:
        mends.append(Mend.MIDDLE_DOT)
        bare = dotted
    return bare, tuple(mends)


def _without_needless_spaces(text: str) -> str:
    return _SPACE_IN_CHINESE.sub("", " ".join(text.split()))


def _text(field: Field, read: Value) -> Value:
    if len(read.value) > LONGEST[field]:
        return replace(read, trouble=Trouble.TOO_LONG)
    return read


def _number(field: Field, read: Value) -> Value:
    if read.value and not _NUMBER.fullmatch(read.value):
        return replace(read, trouble=Trouble.BAD_NUMBER)
    return _text(field, read)


def _mobile(field: Field, read: Value) -> Value:
    if read.value and not _MOBILE.fullmatch(read.value):
        return replace(read, trouble=Trouble.BAD_MOBILE)
    return _text(field, read)


@cache
def _values_of(field: Field) -> dict[str, str]:
    return {word: value for value, words in WORDS[field].items() for word in words}


def _word(field: Field, read: Value) -> Value:
    """Look a word up among those a column knows; 教师岗, 教师岗位 and 教师人员 are 教师."""
    known = _values_of(field)
    said = read.value.casefold()
    for suffix in ("", "岗位", "人员", "岗"):
        if said.endswith(suffix) and (value := known.get(said.removesuffix(suffix))) is not None:
            return replace(read, value=value)
    return read if not said else replace(read, trouble=Trouble.UNKNOWN_VALUE)


_READERS: dict[Field, Callable[[Field, Value], Value]] = {
    Field.NUMBER: _number,
    Field.MOBILE: _mobile,
    **dict.fromkeys(WORDS, _word),
}


def _birth(cell: Cell, today: date) -> Value:
    """Read a month of birth from any of the forms people and programs write."""
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, (Mend.DATE_FORM,), today)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _birth_from_number(float(cell), today)
    if not isinstance(cell, str):
        return Value(str(cell), (), Trouble.BAD_DATE)
    if trouble := _hidden(cell):
        return Value(cell, (), trouble)
    narrow = cell.translate(_WIDE_ALL)
    bare = " ".join(narrow.split())
    return _birth_from_text(bare, _mends_of(cell, narrow, bare), today)


def _mends_of(cell: str, narrow: str, bare: str) -> tuple[Mend, ...]:
    made = {Mend.FULL_WIDTH: narrow != cell, Mend.SPACES: bare != narrow}
    return tuple(mend for mend, was_made in made.items() if was_made)


def _birth_from_text(text: str, mends: tuple[Mend, ...], today: date) -> Value:
    if not text:
        return Value("", mends)
    compact = text if ":" in text else text.replace(" ", "")
    if _SERIAL.fullmatch(compact):
        return _birth_from_number(float(compact), today)
    found = _MONTH.fullmatch(compact) or _DIGITS.fullmatch(compact)
    if not found:
        return Value(text, mends, Trouble.BAD_DATE)
    read = _checked(*_parts(found), mends, today)
    changed = not read.trouble and read.value != text
    return replace(read, mends=(*mends, Mend.DATE_FORM)) if changed else read


def _parts(found: re.Match[str]) -> tuple[int, int]:
    day = found["day"] if "day" in found.re.groupindex else None
    year, month = int(found["year"]), int(found["month"])
    return (year, month) if day is None or 1 <= int(day) <= 31 else (year, 0)  # noqa: PLR2004 - days


def _birth_from_number(number: float, today: date) -> Value:
    """Read 197504, 19750403, the days since 1900, or 1975.04; 1975.1 may be January or October."""
    text, mends = written(number)
    if not number.is_integer():
        found = _HUNDREDTHS.fullmatch(text)
        if not found or found["month"] == "1":
            return Value(text, (), Trouble.BAD_DATE)
        return _checked(*_parts(found), (Mend.DATE_FORM,), today)
    if _SERIAL_FROM <= number <= _SERIAL_TO:
        born = _DAY_ZERO + timedelta(days=int(number))
        return _checked(born.year, born.month, (Mend.SERIAL_DATE,), today)
    found = _DIGITS.fullmatch(text)
    if not found:
        return Value(text, (), Trouble.BAD_DATE)
    return _checked(*_parts(found), (*mends, Mend.DATE_FORM), today)


def _checked(year: int, month: int, mends: tuple[Mend, ...], today: date) -> Value:
    value = f"{year:04}-{month:02}"
    possible = 1 <= month <= 12 and year >= _OLDEST_YEAR  # noqa: PLR2004 - months
    if not possible or value > f"{today:%Y-%m}":
        return Value(value, mends, Trouble.BAD_DATE)
    return Value(value, mends)


def shown(cell: Cell) -> str:
    """Return a cell as a message quotes it."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    return str(cell)
