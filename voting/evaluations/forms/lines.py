"""What officers type as lines: a name and a number each, read into data and written back."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from voting.errors import WrongInput
from voting.evaluations.service import GroupFacts, NumberLine
from voting.i18n import _

_LONGEST_POST, _LONGEST_NOTE, _LONGEST_TITLE = 60, 200, 40
_SHOWN = 20
_LISTED = re.compile(r"[\s、,，;；/]+")
_FIELDS = re.compile(r"[\t|,，]")
_NAMED = re.compile(
    r"(?P<name>.*?\S)[\s|,，：:]+(?P<number>\d{1,6}(?:\.\d{1,6})?[%％]?|\d{1,6}/\d{1,6})"
)


def lines(text: str | None) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def listed(text: str | None) -> list[str]:
    """Return words that stand in one line, with any of the usual separators."""
    return [word for word in _LISTED.split(text or "") if word]


def named_number(line: str) -> tuple[str, str]:
    """Read ``优秀 3``, ``德：15%``, or a name alone: the name, and the number as it was written."""
    found = _NAMED.fullmatch(line)
    return (found["name"], found["number"].replace("％", "%")) if found else (line, "")


def numbers_by_name(text: str | None, known: Mapping[str, str], whose: str) -> dict[str, str]:
    """Read lines of a known name and a number each: id → number; ``known``: name → id."""
    found: dict[str, str] = {}
    for line in lines(text):
        name, number = named_number(line)
        if name not in known:
            raise _strange(name, known, whose)
        if not number:
            raise WrongInput(_("“%(line)s”缺少数字，请写成“名称 数字”，每行一个。", line=line))
        if known[name] in found:
            raise _twice(name)
        found[known[name]] = number
    return found


def ids_of(words: Iterable[str], known: Mapping[str, str], whose: str) -> list[str]:
    """Return the ids of known names."""
    found = []
    for word in words:
        if word not in known:
            raise _strange(word, known, whose)
        found.append(known[word])
    return found


def _strange(name: str, known: Mapping[str, str], whose: str) -> WrongInput:
    return WrongInput(
        _(
            "%(whose)s中没有“%(name)s”，可用的有：%(known)s。",
            whose=whose,
            name=name,
            known="、".join(known),
        )
    )


def _twice(name: str) -> WrongInput:
    return WrongInput(_("“%(name)s”写了两遍，请删去一个。", name=name))


def identified(
    names: Sequence[str], before: Mapping[str, str], prefix: str, usual: Callable[[str], str | None]
) -> dict[str, str]:
    """Give each name an id: the one it had, the usual one, or a new one; twice is refused."""
    found: dict[str, str] = {}
    for name in names:
        if name in found:
            raise _twice(name)
        taken = {*before.values(), *found.values()}
        wished = (usual(name) or f"{prefix}1", *(f"{prefix}{n}" for n in range(1, len(taken) + 3)))
        found[name] = before.get(name) or next(each for each in wished if each not in taken)
    return found


def number_lines(text: str | None) -> list[NumberLine]:
    """Read pasted lines ``工号[,职务[,说明]]``, as a spreadsheet's columns come, too."""
    found = []
    for line in lines(text):
        number, *rest = (part.strip() for part in _FIELDS.split(line, maxsplit=2))
        post, note = (*rest, "", "")[:2]
        if len(post) > _LONGEST_POST or len(note) > _LONGEST_NOTE:
            raise WrongInput(
                _(
                    "%(number)s：职务最多 %(post)s 个字，说明最多 %(note)s 个字，请缩短后再提交。",
                    number=number[:_SHOWN],
                    post=_LONGEST_POST,
                    note=_LONGEST_NOTE,
                )
            )
        found.append(NumberLine(number, post, note))
    return found


def group_lines(text: str | None) -> list[GroupFacts]:
    """Read voter groups, ``A票（领导班子） 30%`` a line; without numbers all sheets count alike."""
    found = [GroupFacts(name, exact(number)) for name, number in map(named_number, lines(text))]
    for one in found:
        if len(one.title) > _LONGEST_TITLE:
            raise WrongInput(
                _(
                    "组别名称最多 %(most)s 个字：“%(name)s…”，请缩短。",
                    most=_LONGEST_TITLE,
                    name=one.title[:_SHOWN],
                )
            )
    return found


def exact(number: str) -> str:
    """Return a weight as a plan holds it: 30% and 30 are 0.3; a share stays as it is."""
    if not number or "%" in number or "/" in number or number.startswith("0"):
        return number
    return number if number == "1" else f"{number}%"


def as_lines(rows: Iterable[tuple[str, object]]) -> str:
    """Write names with their numbers, one a line."""
    return "\n".join(f"{name} {number}".strip() for name, number in rows)
