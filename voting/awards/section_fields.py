"""A section of the file of ``voting count``: its rules, its nominees, its jury's scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.awards.rules import SectionRules, Subject, hundredths
from voting.awards.rules_data import threshold_of
from voting.i18n import _
from voting.polls.reading import Reader, shown, within
from voting.polls.sheets import Base, Threshold

_KEYS = (
    "id",
    "title",
    "subject",
    "quota",
    "limit",
    "exact",
    "jury_weight",
    "threshold",
    "nominees",
)
_MOST_ID = 32
_MOST_TEXT = 120
_MOST_QUOTA = 1000
_OPERATORS = (">=", ">")


@dataclass(frozen=True, slots=True)
class NomineeRow:
    """One line of a sheet, with the jury's scores in hundredths."""

    id: str
    name: str
    note: str
    jury: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SectionFile:
    """One section, checked."""

    rules: SectionRules
    nominees: tuple[NomineeRow, ...]


def read_section(reader: Reader, row: object, place: str) -> SectionFile | None:
    """Read a section; what is wrong is kept by the reader."""
    before = len(reader.problems)
    data = reader.mapping(row, place, _KEYS, ("id", "quota", "nominees"))
    weight = _weight(reader, data, place)
    rows = reader.sequence(data.get("nominees", ()), within(place, "nominees"))
    nominees = [
        _nominee(reader, one, f"{within(place, 'nominees')}[{index}]", judged=weight is not None)
        for index, one in enumerate(rows)
    ]
    _refuse_names(reader, place, nominees)
    rules = _rules(reader, data, place, weight)
    if len(reader.problems) > before or rules is None:
        return None
    return SectionFile(rules, tuple(one for one in nominees if one is not None))


def _rules(
    reader: Reader, data: Mapping[str, object], place: str, weight: Fraction | None
) -> SectionRules | None:
    id_ = reader.text(data.get("id", ""), within(place, "id"), most=_MOST_ID)
    title = reader.text(data.get("title", id_), within(place, "title"), most=_MOST_TEXT)
    quota = _whole(reader, data, place, "quota")
    limit = _whole(reader, data, place, "limit") if "limit" in data else quota
    subject = reader.word(
        data.get("subject", Subject.PERSON.value),
        within(place, "subject"),
        [each.value for each in Subject],
    )
    exact = reader.truth(data.get("exact", False), within(place, "exact"))
    threshold = _threshold(reader, data.get("threshold"), within(place, "threshold"))
    if not (id_ and title and quota and limit and subject):
        return None
    return SectionRules(
        id=id_,
        title=title,
        quota=quota,
        limit=limit,
        subject=Subject(subject),
        exact=bool(exact),
        jury_weight=weight,
        threshold=threshold,
    )


def _whole(reader: Reader, data: Mapping[str, object], place: str, key: str) -> int | None:
    if key not in data:
        return None
    return reader.whole(data[key], within(place, key), least=1, most=_MOST_QUOTA)


def _weight(reader: Reader, data: Mapping[str, object], place: str) -> Fraction | None:
    if data.get("jury_weight") is None:
        return None
    at = within(place, "jury_weight")
    weight = reader.share(data["jury_weight"], at)
    if weight is not None and not 0 < weight < 1:
        reader.wrong(at, _("评审分的比重应大于 0、小于 1；不用评审分就不写这一项。"))
    return weight


def _threshold(reader: Reader, value: object, place: str) -> Threshold | None:
    if value is None:
        return None
    data = reader.mapping(value, place, ("share", "operator", "base"), ("share",))
    share = reader.share(data.get("share", "1/2"), within(place, "share"))
    operator = reader.word(data.get("operator", ">="), within(place, "operator"), _OPERATORS)
    base = reader.word(
        data.get("base", Base.VALID.value), within(place, "base"), [each.value for each in Base]
    )
    if share is None or operator is None or base is None:
        return None
    return threshold_of(share, operator, base)


def _nominee(reader: Reader, row: object, place: str, *, judged: bool) -> NomineeRow | None:
    data = reader.mapping(row, place, ("id", "name", "note", "jury"), ("id", "name"))
    if not {"id", "name"} <= data.keys():
        return None
    id_ = reader.text(data["id"], within(place, "id"), most=_MOST_ID)
    name = reader.text(data["name"], within(place, "name"), most=_MOST_TEXT)
    note = reader.text(data.get("note", ""), within(place, "note"), most=_MOST_TEXT, least=0)
    jury = _jury(reader, data.get("jury", ()), within(place, "jury"))
    if judged and not jury:
        reader.wrong(within(place, "jury"), _("这个奖项计评审分，请写出各评审的分数。"))
    return NomineeRow(id_, name, note or "", jury) if id_ and name else None


def _jury(reader: Reader, value: object, place: str) -> tuple[int, ...]:
    found = []
    for index, one in enumerate(reader.sequence(value, place)):
        score = hundredths(_written(one))
        if score is None:
            reader.wrong(
                f"{place}[{index}]",
                _("应为 0 至 100 的分数，最多两位小数，现为 %(value)s。", value=shown(one)),
            )
        else:
            found.append(score)
    return tuple(found)


def _written(value: object) -> str:
    """Return a number as it was written; JSON's 86.5 is the text 86.5, not the nearest double."""
    if isinstance(value, bool):
        return ""
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _refuse_names(reader: Reader, place: str, nominees: list[NomineeRow | None]) -> None:
    at = within(place, "nominees")
    if not nominees:
        reader.wrong(at, _("候选名单是空的。"))
    ids = [one.id for one in nominees if one is not None]
    for id_ in sorted({each for each in ids if ids.count(each) > 1}):
        reader.wrong(at, _("编号“%(id)s”已用过，不能重复。", id=id_))
