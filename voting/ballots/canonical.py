"""Canonical JSON: one document, one sequence of bytes, on the server, the phone and the verifier.

Keys are ASCII and sorted, there is no white space, text is UTF-8, and numbers are integers that
JavaScript holds exactly. Floats are refused: two languages may print one of them differently.
"""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from voting.ballots.refusals import Malformed

MOST_BYTES = 16 * 1024 * 1024
DEEPEST = 32
LARGEST_INTEGER = 2**53 - 1

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def encode(value: object) -> bytes:
    """Return the canonical bytes of a value made of dict, list, tuple, str, int, bool and None.

    Raises ``TypeError`` for anything else (floats too) and ``ValueError`` for keys outside ASCII,
    integers above 2^53 - 1, half surrogate pairs and nesting deeper than ``DEEPEST``.
    """
    _check(value, DEEPEST)
    return _ENCODER.encode(value).encode()


def parse(data: bytes, most_bytes: int = MOST_BYTES) -> Any:
    """Return the value of a JSON document of at most ``most_bytes``.

    Spacing and order of keys are free; floats, doubled keys, large integers, deep nesting and
    bytes that are not UTF-8 are refused with :class:`Malformed`.
    """
    if len(data) > most_bytes:
        raise Malformed
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        _check(value, DEEPEST)
    except (ValueError, TypeError, RecursionError):
        raise Malformed from None
    return value


def _check(value: object, depth: int) -> None:
    if not depth:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        for key, held in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError("a key must be ASCII text")
            _check(held, depth - 1)
    elif isinstance(value, list | tuple):
        for held in value:
            _check(held, depth - 1)
    else:
        _check_leaf(value)


def _check_leaf(value: object) -> None:
    if isinstance(value, str):
        value.encode()  # a half surrogate pair raises UnicodeEncodeError, a ValueError
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError("the integer is too large")
    elif value is not None:
        raise TypeError(f"{type(value).__name__} has no canonical form")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key appears twice")
    return made


def _integer(digits: str) -> int:
    if len(digits) > len(str(LARGEST_INTEGER)) + 1:
        raise ValueError("the integer is too large")
    return int(digits)


def _refuse(token: str) -> NoReturn:
    raise ValueError(f"{token} is not an integer")
