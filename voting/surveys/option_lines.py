"""Options as lines of a text: one a line, as people paste them from a document.

``*以上都没有`` stands alone when chosen (互斥), ``非常满意 | 5`` counts five. Numbering that a
document put in front (A. 1、 ①) is taken off if it counts up through all lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voting.errors import WrongInput
from voting.i18n import _
from voting.surveys.expressions.numbers import number_of
from voting.surveys.form import OTHER, Choice, Words

MOST_OPTIONS = 100
LONGEST = 200
_FIELD = re.compile(r"\s*[|｜\t]\s*")
_EXCLUSIVE = frozenset({"互斥", "排他", "exclusive"})
_STAR = ("*", "＊")
_NUMBERING = re.compile(
    r"[(（]?(?P<mark>[0-9]{1,2}|[A-Za-z]|[一二三四五六七八九十]|[①-⑳])"
    r"(?:[)）]\s*|[.．](?![0-9])\s*|、\s*|(?<=[①-⑳])\s*)"
)
_BULLET = re.compile(r"[□○●▪•·☐◯■-]\s*")
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Line:
    """One option as it was written."""

    label: str
    exclusive: bool = False
    score: str = ""


def read(text: str) -> tuple[Line, ...]:
    """Read options from lines; raises :class:`WrongInput` with the line that is wrong."""
    raw = [line.strip() for line in text.splitlines() if line.strip()]
    lines = tuple(_line(each) for each in _unnumbered(raw))
    if len(lines) > MOST_OPTIONS:
        raise WrongInput(_("一道题最多 %(n)s 个选项。", n=MOST_OPTIONS))
    seen: set[str] = set()
    for line in lines:
        if line.label in seen:
            raise WrongInput(_("选项“%(label)s”写了两次，请删去一个。", label=line.label))
        seen.add(line.label)
    return lines


def written(choices: Sequence[Choice], language: str) -> str:
    """Write options as lines that :func:`read` reads back."""
    return "\n".join(_written(each, language) for each in choices)


def matched(lines: Sequence[Line], old: Sequence[Choice], language: str) -> tuple[Choice, ...]:
    """Make options of lines. An option keeps its name: by its text, or by its place if reworded.

    Texts in other languages stay with the option.
    """
    labels = {dict(each.label).get(language, ""): each for each in old}
    kept = {line.label: labels[line.label] for line in lines if line.label in labels}
    left = [each for each in old if each not in kept.values()]
    new = [line for line in lines if line.label not in kept]
    if len(left) == len(new):
        kept |= {line.label: each for line, each in zip(new, left, strict=True)}
    names = _free({each.name for each in old})
    return tuple(
        _choice(line, kept.get(line.label) or Choice(next(names), ()), language) for line in lines
    )


def translated(choices: Sequence[Choice], text: str, language: str) -> tuple[Choice, ...]:
    """Give options their texts in a further language, line by line; nothing: untranslated."""
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    if lines and len(lines) != len(choices):
        raise WrongInput(
            _(
                "“%(language)s”的选项有 %(n)s 行，应与选项一样是 %(wanted)s 行。",
                language=language,
                n=len(lines),
                wanted=len(choices),
            )
        )
    texts = lines or [""] * len(choices)
    return tuple(
        replace(each, label=worded(each.label, language, line))
        for each, line in zip(choices, texts, strict=True)
    )


def worded(words: Words, language: str, text: str) -> Words:
    """Return a text with its wording in one language set, or taken out where it is empty."""
    found = dict(words)
    if text:
        found[language] = text
    else:
        found.pop(language, None)
    return tuple(found.items())


def _unnumbered(lines: list[str]) -> list[str]:
    """Take off numbering that counts 1, 2, 3 … or A, B, C … through all lines, and bullets."""
    found = [_NUMBERING.match(line) for line in lines]
    places = [_place(each["mark"]) for each in found if each]
    if len(lines) > 1 and places == list(range(1, len(lines) + 1)):
        return [line[each.end() :].strip() for line, each in zip(lines, found, strict=True) if each]
    bullets = [_BULLET.match(line) for line in lines]
    if len(lines) > 1 and all(bullets):
        return [line[each.end() :] for line, each in zip(lines, bullets, strict=True) if each]
    return lines


def _place(mark: str) -> int:
    if mark.isascii() and mark.isdecimal():
        return int(mark)
    if mark in _HAN:
        return _HAN.index(mark) + 1
    if mark.isascii():
        return ord(mark.upper()) - ord("A") + 1
    return ord(mark) - ord("①") + 1


def _line(text: str) -> Line:
    exclusive = text.startswith(_STAR)
    *parts, last = _FIELD.split(text[1:].strip() if exclusive else text)
    score = ""
    while parts and (last in _EXCLUSIVE or number_of(last) is not None):
        exclusive = exclusive or last in _EXCLUSIVE
        score = score if last in _EXCLUSIVE else last
        last = parts.pop()
    label = " | ".join([*parts, last]).strip()
    if not label:
        raise WrongInput(_("有一行选项没有文字，请删去或补上。"))
    if len(label) > LONGEST:
        raise WrongInput(_("选项“%(label)s…”太长，最多 %(n)s 个字。", label=label[:20], n=LONGEST))
    return Line(label, exclusive, score)


def _written(choice: Choice, language: str) -> str:
    label = " ".join(dict(choice.label).get(language, "").split())
    score = f" | {choice.score}" if choice.score else ""
    return f"{'*' if choice.exclusive else ''}{label}{score}"


def _choice(line: Line, old: Choice, language: str) -> Choice:
    label = ((language, line.label), *(each for each in old.label if each[0] != language))
    return replace(old, label=label, exclusive=line.exclusive, score=line.score)


def _free(names: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        # No bare numbers: the steps of a scale would count what they are named by.
        if f"o{number}" not in names | {OTHER}:
            yield f"o{number}"
