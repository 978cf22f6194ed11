"""The order in which delegations are listed: by the numbers in their names, as people count."""

import re

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+")


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts 第2代表团 before 第10代表团, and 第二 before 第十."""
    key: list[tuple[int, int, str]] = []
    start = 0
    for found in _NUMERAL.finditer(name):
        key.append((1, 0, name[start : found.start()]))
        key.append((0, _value(found[0]), ""))
        start = found.end()
    return (*key, (1, 0, name[start:]))


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS.find(ones[0])
    return (_DIGITS.find(tens[:1]) if tens else 1) * _TEN + (_DIGITS.find(ones[0]) if ones else 0)
