"""The file of ``voting count`` for an evaluation: read, with every wrong field said and placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voting.evaluations.count_ballots import BallotReader, Pile
from voting.evaluations.fields import Fields
from voting.evaluations.figures import Figures, GroupFigures
from voting.evaluations.plan import ALL, Base, Plan, Subject
from voting.evaluations.plan_fields import PLAN_KEYS, read_plan
from voting.i18n import _
from voting.polls.reading import MOST_WHOLE, Reader, within

_SHEETS = ("eligible", "attended", "issued", "returned")
_KEYS = ("kind", "subjects", "ballots", *_SHEETS, *PLAN_KEYS)
_REQUIRED = ("subjects", "ballots")
_OF_GROUPS = ("eligible", "issued", "returned")
_MOST_NAME = 60
_MOST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFile:
    """A whole file, checked."""

    plan: Plan
    subjects: tuple[Subject, ...]
    ballots: tuple[Pile, ...]
    eligible: int | None
    attended: int | None
    issued: int
    returned: int
    groups: Mapping[str, GroupFigures]
    """Issued and returned of each group; what is valid is known once sheets are judged."""

    def figures(self, valid: Mapping[str, int], blank: int, reasons: Mapping[str, int]) -> Figures:
        """Return the figures, once the valid sheets of each group are known."""
        return Figures(
            eligible=self.eligible,
            attended=self.attended,
            issued=self.issued,
            returned=self.returned,
            valid=sum(valid.values()),
            rejected=sum(reasons.values()),
            blank=blank,
            groups={
                id_: GroupFigures(one.eligible, one.issued, one.returned, valid.get(id_, 0))
                for id_, one in self.groups.items()
            },
            reasons=reasons,
        )


def read_evaluation(document: object) -> EvaluationFile:
    """Read a parsed file; raises :class:`WrongDocument` with everything that is wrong in it."""
    reader = Reader()
    at = Fields(reader, reader.mapping(document, "", _KEYS, _REQUIRED))
    plan = read_plan(at, _OF_GROUPS)
    subjects = _subjects(at)
    reader.done()
    ballots = BallotReader(reader, plan, subjects).read(at.data["ballots"])
    _refuse_strangers(reader, plan, subjects)
    sheets = {key: _whole(at, key) for key in _SHEETS}
    groups = _groups(at, plan, ballots)
    reader.done()
    file = EvaluationFile(
        plan=plan,
        subjects=subjects,
        ballots=ballots,
        eligible=_sum_of(sheets["eligible"], (one.eligible for one in groups.values())),
        attended=sheets["attended"],
        issued=_given(sheets["issued"], sum(one.issued for one in groups.values())),
        returned=_given(sheets["returned"], sum(one.returned for one in groups.values())),
        groups=groups,
    )
    _check_sums(reader, file)
    reader.done()
    return file


def _whole(at: Fields, key: str) -> int | None:
    if not at.has(key):
        return None
    least = 1 if key == "eligible" else 0
    return at.reader.whole(at.get(key), at.place(key), least=least, most=MOST_WHOLE)


def _given(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _sum_of(value: int | None, parts: Iterable[int | None]) -> int | None:
    numbers = list(parts)
    if value is not None or None in numbers:
        return value
    return sum(number for number in numbers if number is not None)


def _subjects(at: Fields) -> tuple[Subject, ...]:
    if not at.has("subjects"):
        return ()
    found: dict[str, Subject] = {}
    rows = at.reader.sequence(at.get("subjects"), "subjects")
    for index, row in enumerate(rows):
        one = at.inner(row, f"subjects[{index}]", ("id", "name", "note"), "id")
        id_ = one.text("id", "", most=_MOST_ID)
        name = one.text("name", id_, most=_MOST_NAME)
        note = one.text("note", "", most=_MOST_NAME, least=0)
        if id_ in found:
            at.reader.wrong(one.place("id"), _("编号“%(id)s”已用过，不能重复。", id=id_))
        elif id_:
            found[id_] = Subject(id_, name, note)
    if not rows and isinstance(at.get("subjects"), list):
        at.reader.wrong("subjects", _("测评对象名单是空的。"))
    return tuple(found.values())


def _groups(at: Fields, plan: Plan, ballots: tuple[Pile, ...]) -> dict[str, GroupFigures]:
    """Return the sheets of each group: as given, else as many as there are ballots."""
    number = dict.fromkeys(plan.voters, 0)
    for pile in ballots:
        number[pile.group] = number.get(pile.group, 0) + pile.count
    given = at.get("groups")
    if not isinstance(given, Mapping) or not plan.groups:
        issued, returned = (_given(_whole(at, key), number[ALL]) for key in ("issued", "returned"))
        return {ALL: GroupFigures(_whole(at, "eligible"), issued, returned, 0)}
    found = {}
    for id_ in plan.voters:
        one = Fields(at.reader, given[id_], within("groups", id_))
        returned = _given(_whole(one, "returned"), number[id_])
        issued = _given(_whole(one, "issued"), returned)
        found[id_] = GroupFigures(_whole(one, "eligible"), issued, returned, 0)
        if returned <= issued and returned != number[id_]:
            _wrong_number(at.reader, within("groups", id_), number[id_], returned)
    return found


def _refuse_strangers(reader: Reader, plan: Plan, subjects: tuple[Subject, ...]) -> None:
    known = {one.id for one in subjects}
    for index, one in enumerate(plan.extra):
        if one.subject not in known:
            reader.wrong(f"extra[{index}].subject", _("没有这个测评对象：%(id)s。", id=one.subject))


def _check_sums(reader: Reader, file: EvaluationFile) -> None:
    _check_people(reader, file)
    if file.plan.groups:
        for key in ("issued", "returned"):
            _check_sum_of_groups(reader, file, key)
    over = any(one.returned > one.issued for one in file.groups.values())
    if over or file.returned > file.issued:
        return  # The vote is invalid whatever is on the sheets.
    number = sum(pile.count for pile in file.ballots)
    if number != file.returned:
        _wrong_number(reader, "ballots", number, file.returned)
    elif file.eligible is not None and number > file.eligible:
        reader.wrong(
            "ballots",
            _("共有测评票 %(n)s 张，多于应到人数 %(of)s。", n=number, of=file.eligible),
        )


def _check_people(reader: Reader, file: EvaluationFile) -> None:
    attended, eligible = file.attended, file.eligible
    if attended is not None and eligible is not None and attended > eligible:
        reader.wrong(
            "attended",
            _("到会人数 %(n)s 多于应到人数 %(of)s。", n=attended, of=eligible),
        )
    missing = {Base.ATTENDED: attended, Base.ELIGIBLE: eligible}
    if file.plan.base in missing and missing[file.plan.base] is None:
        key = "attended" if file.plan.base is Base.ATTENDED else "eligible"
        reader.wrong(key, _("比例以这个人数为基数，请填写这一项。"))


def _check_sum_of_groups(reader: Reader, file: EvaluationFile, key: str) -> None:
    whole = file.issued if key == "issued" else file.returned
    parts = [one.issued if key == "issued" else one.returned for one in file.groups.values()]
    if whole != sum(parts):
        reader.wrong(
            key,
            _("各组合计 %(sum)s 张，与总数 %(n)s 张不符，请核对。", sum=sum(parts), n=whole),
        )


def _wrong_number(reader: Reader, place: str, number: int, returned: int) -> None:
    reader.wrong(
        place,
        _("共有测评票 %(n)s 张，与收回的 %(returned)s 张不符。", n=number, returned=returned),
    )
