"""Canonical JSON, read strictly: one document has exactly one spelling in bytes."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

_LARGEST = 2**53 - 1
_HEX = re.compile(r"[0-9a-f]*\Z")


class Malformed(Exception):
    """A document of the bundle doesn't have the form the format gives it; says where."""


def encoded(value: object) -> bytes:
    """Return the canonical bytes of a JSON value (sorted keys, no white space, UTF-8)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _no_number(literal: str) -> NoReturn:
    raise Malformed(f"出现了不允许的数值 {literal[:20]}，只允许整数")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("同一对象中有重复的键")
    return found


def decoded(name: str, data: bytes) -> "Node":
    """Read one document; anything but its canonical spelling is refused.

    Raises :class:`Malformed`, which names the file.
    """
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_unique,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
        same = encoded(value) == data
    except Malformed as error:
        raise Malformed(f"{name}：{error}") from None
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{name}：不是规定形式的 JSON") from error
    if not same:
        raise Malformed(f"{name}：不是规范 JSON（键的次序、空白或转义与规定不符）")
    return Node(name, value)


@dataclass(frozen=True, slots=True)
class Node:
    """A value inside a document together with the path that leads to it."""

    where: str
    value: object

    def refuse(self, problem: str) -> NoReturn:
        """Say what is wrong with this value."""
        raise Malformed(f"{self.where}：{problem}")

    def mapping(self) -> dict[str, "Node"]:
        """Return the fields of an object."""
        if not isinstance(self.value, dict):
            self.refuse("应为对象")
        return {key: Node(f"{self.where}.{key}", value) for key, value in self.value.items()}

    def fields(self, *names: str) -> tuple["Node", ...]:
        """Return the named fields of an object that has these and no others."""
        found = self.mapping()
        if set(found) != set(names):
            differing = "、".join(sorted(set(found) ^ set(names)))
            self.refuse(f"字段与规定不符（{differing}）")
        return tuple(found[name] for name in names)

    def __getitem__(self, name: str) -> "Node":
        found = self.mapping().get(name)
        if found is None:
            self.refuse(f"缺少字段 {name}")
        return found

    def get(self, name: str) -> "Node | None":
        """Return a field, or None where it is absent or null."""
        found = self.mapping().get(name)
        return None if found is None or found.value is None else found

    def __iter__(self) -> Iterator["Node"]:
        if not isinstance(self.value, list):
            self.refuse("应为数组")
        for position, value in enumerate(self.value):
            yield Node(f"{self.where}[{position}]", value)

    def text(self) -> str:
        """Return a string."""
        if not isinstance(self.value, str):
            self.refuse("应为文字")
        return self.value

    def texts(self) -> list[str]:
        """Return an array of strings."""
        return [each.text() for each in self]

    def whole(self) -> int:
        """Return a whole number, zero or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.refuse("应为整数")
        if not 0 <= self.value <= _LARGEST:
            self.refuse("应为非负整数，且不超过 2⁵³−1")
        return self.value

    def hexadecimal(self, length: int) -> bytes:
        """Return bytes written as lower-case hexadecimal digits."""
        text = self.text()
        if len(text) != 2 * length or not _HEX.match(text):
            self.refuse(f"应为 {2 * length} 位小写十六进制数")
        return bytes.fromhex(text)

    def binary(self, length: int) -> bytes:
        """Return bytes written in base64url without padding, in their one spelling."""
        text = self.text()
        try:
            found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            self.refuse("不是 base64url")
        if len(found) != length or base64.urlsafe_b64encode(found).rstrip(b"=") != text.encode():
            self.refuse(f"应为 {length} 字节的 base64url（不补 =）")
        return found
