"""The file of ``voting count`` for a resolution: read, with every wrong field said and placed."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.congress.rules import Share
from voting.i18n import _
from voting.polls.count_file import check_attended, check_ballots
from voting.polls.reading import MOST_WHOLE, Reader, WrongDocument, within
from voting.polls.sheets import Base
from voting.resolutions.ballot import SCALE
from voting.resolutions.outcome import quorum_of
from voting.resolutions.presets import resolve
from voting.resolutions.rules import ItemClass, ResolutionRules

_KEYS = ("kind", "rules", "eligible", "attended", "issued", "returned", "items", "ballots")
_REQUIRED = ("eligible", "items", "ballots")
_FIGURES = ("eligible", "attended", "issued", "returned")
_ITEM_KEYS = ("id", "title", "class", "rules")
_MOST_ID = 64
_MOST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One document, with the rules that carry it."""

    id: str
    title: str
    item_class: ItemClass
    rules: ResolutionRules


@dataclass(frozen=True, slots=True)
class Pile:
    """So many equal ballots: a mark by item."""

    marks: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFile:
    """A whole file, checked; ``None`` is what was left out or given as ``null``.

    ``rules`` are those of the whole vote; without them every item has its own.
    """

    rules: ResolutionRules | None
    eligible: int
    attended: int | None
    issued: int
    returned: int
    items: tuple[Item, ...]
    ballots: tuple[Pile, ...]

    @property
    def quorums(self) -> list[Share]:
        """Every attendance demanded: by the rules of the vote, and by those of its items."""
        rules = [item.rules for item in self.items] + ([self.rules] if self.rules else [])
        return [each.quorum.share for each in rules]


def read_resolution(document: object) -> ResolutionFile:
    """Read a parsed file; raises :class:`WrongDocument` with everything that is wrong in it."""
    reader = Reader()
    data = reader.mapping(document, "", _KEYS, _REQUIRED)
    rules = _rules(reader, data["rules"], "rules", None) if _given(data, "rules") else None
    whole_is_wrong = bool(reader.problems) and _given(data, "rules")
    items = _items(reader, data, rules, needed=not whole_is_wrong)
    ballots = _ballots(reader, data)
    figures = _figures(reader, data)
    reader.done()
    number = sum(pile.count for pile in ballots)
    file = ResolutionFile(
        rules=rules,
        eligible=figures["eligible"],
        attended=figures.get("attended"),
        issued=figures.get("issued", number),
        returned=figures.get("returned", number),
        items=items,
        ballots=ballots,
    )
    _check_sums(reader, file, number)
    reader.done()
    return file


def _given(data: Mapping[str, object], key: str) -> bool:
    return data.get(key) is not None


def _rules(
    reader: Reader, given: object, place: str, below: ResolutionRules | None
) -> ResolutionRules | None:
    try:
        return resolve(given, place, below)
    except WrongDocument as wrong:
        reader.problems.extend(wrong.problems)
        return None


def _figures(reader: Reader, data: Mapping[str, object]) -> dict[str, int]:
    found = {}
    for key in _FIGURES:
        if _given(data, key) or (key in data and key in _REQUIRED):
            value = reader.whole(data[key], key, least=1 if key == "eligible" else 0)
            found[key] = value or 0
    return found


def _check_sums(reader: Reader, file: ResolutionFile, number: int) -> None:
    check_attended(reader, file)
    for place, item in enumerate(file.items):
        if file.attended is None and item.rules.passes.base is Base.ATTENDED:
            reader.wrong(
                "attended",
                _("items[%(place)s] 以到会人数为基数，请填写这一项。", place=place),
            )
            break
    missed = quorum_of(file.attended, file.eligible, file.quorums) is False
    if file.returned > file.issued or missed:
        return  # Nothing is carried whatever is on the ballots, so none is looked at.
    check_ballots(reader, file, number)


# --- Items -------------------------------------------------------------------------------------


def _items(
    reader: Reader, data: Mapping[str, object], rules: ResolutionRules | None, *, needed: bool
) -> tuple[Item, ...]:
    if "items" not in data:
        return ()
    rows = reader.sequence(data["items"], "items")
    if not rows and isinstance(data["items"], list):
        reader.wrong("items", _("没有要表决的事项。"))
    used: set[str] = set()
    found = []
    for index, row in enumerate(rows):
        item = _item(reader, row, f"items[{index}]", rules, needed=needed)
        if item is None:
            continue
        if item.id in used:
            reader.wrong(f"items[{index}].id", _("编号“%(id)s”已用过，不能重复。", id=item.id))
        used.add(item.id)
        found.append(item)
    return tuple(found)


def _item(
    reader: Reader, row: object, place: str, below: ResolutionRules | None, *, needed: bool
) -> Item | None:
    data = reader.mapping(row, place, _ITEM_KEYS, ("id",))
    rules = below
    if _given(data, "rules"):
        rules = _rules(reader, data["rules"], within(place, "rules"), below)
    elif below is None and needed and isinstance(row, Mapping):
        reader.wrong(within(place, "rules"), _("缺少这一项：整份文件没有写 rules，每一项都要写。"))
    item_class = _class(reader, data, place)
    id_ = reader.text(data["id"], within(place, "id"), most=_MOST_ID) if "id" in data else None
    title = None
    if _given(data, "title"):
        title = reader.text(data["title"], within(place, "title"), most=_MOST_TITLE)
    if id_ is None or rules is None:
        return None
    return Item(id_, title or id_, item_class, rules.for_class(item_class))


def _class(reader: Reader, data: Mapping[str, object], place: str) -> ItemClass:
    if not _given(data, "class"):
        return ItemClass.OTHER
    word = reader.word(data["class"], within(place, "class"), list(ItemClass))
    return ItemClass(word) if word else ItemClass.OTHER


# --- Ballots -----------------------------------------------------------------------------------


def _ballots(reader: Reader, data: Mapping[str, object]) -> tuple[Pile, ...]:
    if "ballots" not in data:
        return ()
    known = _known_ids(data)
    return tuple(
        _pile(reader, row, f"ballots[{index}]", known)
        for index, row in enumerate(reader.sequence(data["ballots"], "ballots"))
    )


def _known_ids(data: Mapping[str, object]) -> set[str]:
    """Return the ids of the items, of wrong ones too: a wrong item is told once, at its place."""
    rows = data.get("items")
    items = rows if isinstance(rows, list | tuple) else ()
    ids = (row.get("id") for row in items if isinstance(row, Mapping))
    return {id_.strip() for id_ in ids if isinstance(id_, str)}


def _pile(reader: Reader, row: object, place: str, known: set[str]) -> Pile:
    data = reader.mapping(row, place, ("marks", "count"))
    marks: dict[str, str] = {}
    if "marks" in data:
        at = within(place, "marks")
        sheet = reader.mapping(data["marks"], at, known)
        marks = {
            item: reader.word(mark, within(at, item), SCALE) or ""
            for item, mark in sheet.items()
            if item in known
        }
    count = reader.whole(data.get("count", 1), within(place, "count"), least=1, most=MOST_WHOLE)
    return Pile(marks, count or 0)
