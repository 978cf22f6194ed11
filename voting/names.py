"""Names in the order of 姓氏笔画, and names compared whatever script they are written in.

A name is compared character by character: fewer strokes first; equal, by the strokes in writing
order (横1 竖2 撇3 点4 折5); equal again, by the order of 《通用规范汉字表》. All three are already
in the order of ``data/strokes.txt``, so a character's place there is all that is compared.

Two rules are in use for given names of one character (田富, 田大利):

* ``surname`` (姓氏笔画, the default): the missing character comes first, 田富 before 田大利;
* ``full`` (姓名笔画): names are simply compared on, 大 before 富, 田大利 before 田富.
"""

import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from opencc import OpenCC

Item = TypeVar("Item")
Key = tuple[tuple[int, ...], str]
"""Sorts names; its parts mean nothing by themselves."""

# Middle dots as they are typed in names of the minorities and of foreigners.
MIDDLE_DOTS = frozenset("·•‧∙⋅・᛫⸱")

# 《通用规范汉字表》 has these beside the character a converter would turn them into (昇 beside
# 升, 乾 beside 干): in a name they are another character, not another spelling.
_STANDARD_BESIDE_SIMPLIFIED = frozenset("乾剋袷麽徵薹氾扞吒苧昇於祕陞脩蒐夥劄薳谿釐爇")

# 鍾 is 锺 in given names and 钟 in the surname, and people write either.
_SURNAMES = str.maketrans("锺", "钟")

# Surnames of two characters that are in use, one after the other; only with them is 欧阳修 a name
# with a given name of one character.
_TWO_CHARACTER_SURNAMES = (
    "欧阳上官司马东方独孤南宫夏侯诸葛尉迟皇甫慕容长孙宇文司徒司空闾丘申屠公孙令狐轩辕澹台濮阳"
    "端木拓跋呼延百里东郭西门南门鲜于完颜耶律纳兰赫连万俟闻人公冶太史淳于单于宰父谷梁公羊亓官"
    "巫马颛孙漆雕壤驷羊舌微生左丘梁丘钟离第五贺兰哥舒"
)
_COMPOUND_SURNAMES = frozenset(
    _TWO_CHARACTER_SURNAMES[start : start + 2]
    for start in range(0, len(_TWO_CHARACTER_SURNAMES), 2)
)

_BLANK = 0


class Rule(StrEnum):
    """How a given name of one character is placed."""

    SURNAME = "surname"
    FULL = "full"


@cache
def _places() -> dict[str, int]:
    """Return the place of each character in the order, from 1."""
    text = files("voting").joinpath("data", "strokes.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    characters = "".join(line.partition("\t")[2] for line in lines)
    return {character: place for place, character in enumerate(characters, start=1)}


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _is_written(character: str) -> bool:
    """Tell whether a character belongs to the name: no space, no dot, nothing invisible."""
    return not (
        character.isspace()
        or character in MIDDLE_DOTS
        or unicodedata.category(character) in {"Cc", "Cf", "Mn"}
    )


def _bare(text: str) -> str:
    return "".join(filter(_is_written, unicodedata.normalize("NFKC", text)))


def fold(text: str) -> str:
    """Return text as it is compared in a search.

    Simplified (條條有答覆 as 条条有答复), of one width, in lower case, without spaces, middle dots
    and invisible characters. Two texts that fold alike need not be the same name: see
    :func:`fold_name`.
    """
    simplified: str = _converter().convert(_bare(text))
    return simplified.translate(_SURNAMES).casefold()


def fold_name(name: str) -> str:
    """Return a name as it is told from other names: 張 偉 and 张伟 fold alike.

    Unlike :func:`fold` it keeps apart what the standard keeps apart: 陈昇 is not 陈升.
    """
    return "".join(map(_simplified, _bare(name))).casefold()


@lru_cache(maxsize=4096)
def _simplified(character: str) -> str:
    """Return one character as the standard writes it."""
    if character in _STANDARD_BESIDE_SIMPLIFIED:
        return character
    simplified: str = _converter().convert(character)
    return simplified.translate(_SURNAMES)


def _place(character: str) -> int:
    """Return where a character stands; one the table does not know stands behind all others."""
    places = _places()
    known = places.get(_simplified(character)) or places.get(character)
    return known or len(places) + 1 + ord(character)


def _surname_length(name: str) -> int:
    """Return how many characters the surname has: two for 欧阳四, one for 田大利 and for 夏侯."""
    folded = fold_name(name)
    return 2 if len(folded) > 2 and folded[:2] in _COMPOUND_SURNAMES else 1  # noqa: PLR2004 - said above


def sort_key(name: str, rule: str = Rule.SURNAME) -> Key:
    """Return what a name is sorted by, under ``surname`` (the default) or ``full``.

    Names that differ only in script or dots stand together. Another rule is a ValueError.
    """
    places = [_place(character) for character in _bare(name)]
    if Rule(rule) is Rule.SURNAME:
        given = _surname_length(name)
        if len(places) == given + 1:
            places.insert(given, _BLANK)
    return tuple(places), name


def _itself(item: object) -> str:
    return str(item)


def ordered(
    items: Iterable[Item],
    rule: str = Rule.SURNAME,
    key: Callable[[Item], str] = _itself,
) -> list[Item]:
    """Return the items in the order of their names; equal names keep the order they came in.

    ``key`` gives an item's name; without it the items are names themselves.
    """
    return sorted(items, key=lambda item: sort_key(key(item), rule))


def unknown(name: str) -> str:
    """Return the characters of a name that have no place in the order; empty where all have.

    They are sorted last, and whoever shows the list says so.
    """
    beyond = len(_places())
    return "".join(character for character in _bare(name) if _place(character) > beyond)
