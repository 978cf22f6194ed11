"""The members of one object of a plan, each read with its place and its default."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from voting.polls.reading import Reader, within

_Word = TypeVar("_Word", bound=StrEnum)


class Fields:
    """The members of one object; one that is left out or ``null`` has its default."""

    def __init__(self, reader: Reader, data: Mapping[str, object], place: str = "") -> None:
        self.reader, self.data, self._place = reader, data, place

    def place(self, key: str) -> str:
        """Name the place of a member."""
        return within(self._place, key)

    def get(self, key: str) -> object:
        """Return a member as it was given."""
        return self.data.get(key)

    def has(self, key: str) -> bool:
        """Tell whether a member was given."""
        return self.data.get(key) is not None

    def optional(self, key: str, read: Callable[[Reader, object, str], Any]) -> Any:
        """Read a member by a function, if it was given."""
        return read(self.reader, self.get(key), self.place(key)) if self.has(key) else None

    def text(self, key: str, default: str, *, most: int, least: int = 1) -> str:
        """Read a text."""
        if not self.has(key):
            return default
        return self.reader.text(self.get(key), self.place(key), most=most, least=least) or default

    def truth(self, key: str) -> bool:
        """Read ``true`` or ``false``; false is the default."""
        return bool(self.has(key) and self.reader.truth(self.get(key), self.place(key)))

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """Read a whole number."""
        if not self.has(key):
            return default
        found = self.reader.whole(self.get(key), self.place(key), least=least, most=most)
        return default if found is None else found

    def word(self, key: str, default: _Word) -> _Word:
        """Read one word out of those of an enumeration."""
        if not self.has(key):
            return default
        found = self.reader.word(self.get(key), self.place(key), list(type(default)))
        return type(default)(found) if found else default

    def inner(self, value: object, place: str, keys: tuple[str, ...], *needed: str) -> "Fields":
        """Return the members of an object inside this one."""
        return Fields(self.reader, self.reader.mapping(value, place, keys, needed), place)
