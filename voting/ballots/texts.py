"""What may be written beside a line of a sheet: strengths, weaknesses, a reason."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Texts = Mapping[str, Mapping[str, str]]
"""Option → slot → text, of one contest of one sheet."""
NO_TEXTS: Texts = MappingProxyType({})
TEXT_LENGTH = 500
"""Characters of one text, at most."""


@dataclass(frozen=True, slots=True)
class TextSlot:
    """One thing that may be written beside each line; marks in ``needed_for`` ask for it."""

    id: str
    title: str
    length: int = 200
    needed_for: tuple[str, ...] = ()


def readable(text: str) -> str:
    """Return a written text as others may safely read it.

    NFC; without control characters, direction marks and other invisible signs, and without
    unassigned or private characters; white space joined and trimmed.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if sign.isspace() else sign for sign in composed)
    shown = "".join(sign for sign in spaced if not unicodedata.category(sign).startswith("C"))
    return " ".join(shown.split())


def tidied(texts: Texts) -> dict[str, dict[str, str]]:
    """Return texts as they are kept: readable ones; what is left empty is left out."""
    found = {
        option: {slot: shown for slot, text in slots.items() if (shown := readable(text))}
        for option, slots in texts.items()
    }
    return {option: slots for option, slots in found.items() if slots}
