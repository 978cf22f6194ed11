"""What an import would do: each row of a register with its meeting, number, state and lead."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from voting import clock
from voting.congress import queries as congress
from voting.congress.models import Congress, Meeting
from voting.db import db
from voting.i18n import _
from voting.motions.importing_columns import Column
from voting.motions.importing_reading import Entry, Problem, Reading
from voting.motions.importing_states import Doubt, needs_unit, state_of
from voting.motions.importing_values import Session, serial
from voting.motions.models import Motion
from voting.motions.register_models import RegisterEntry
from voting.motions.rules import OPEN_STATES, State
from voting.motions.statistics import Fate
from voting.names import fold, fold_name
from voting.people.models import Person, Unit
from voting.people.sentences import quoted

_SEPARATORS = str.maketrans(dict.fromkeys("、，,;；/\n\t", " "))


@dataclass(slots=True, kw_only=True)
class Planned:
    """One row and what it becomes; ``lead`` is the row it was merged into."""

    entry: Entry
    meeting: Meeting
    state: State
    serial: int | None = None
    lead: int | None = None
    unit: Unit | None = None
    mover_ids: tuple[int, ...] = ()

    @property
    def number(self) -> str | None:
        """Return the number as ours are written: 4-2-017."""
        if self.serial is None:
            return None
        return f"{self.meeting.congress.ordinal}-{self.meeting.ordinal}-{self.serial:03d}"


@dataclass(slots=True)
class ImportPlan:
    """All rows of a register, what is wrong with them together, and what one should know."""

    rows: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def states(self) -> Counter[State]:
        """How many get which state."""
        return Counter(row.state for row in self.rows)


def plan(reading: Reading, meeting_id: int, sha256: str) -> ImportPlan:
    """Return what importing a register for a meeting would do; nothing is written."""
    made = ImportPlan(problems=list(reading.problems))
    chosen = congress.meeting(meeting_id)
    if sha256 in set(db.session.execute(select(RegisterEntry.sha256).distinct()).scalars()):
        sentence = _("这个文件已经导入过，不能重复导入。如需更正，请在提案页面办理。")
        made.problems.append(Problem(0, "", sentence))
    _Planner(reading, made, chosen).plan()
    return made


class _Planner:
    """Puts every row in its place."""

    def __init__(self, reading: Reading, made: ImportPlan, chosen: Meeting) -> None:
        self._reading = reading
        self._made = made
        self._chosen = chosen
        self._meetings = _meetings_like(chosen)
        self._pending = 0
        self._units = {unit.folded: unit for unit in db.session.execute(select(Unit)).scalars()}

    def plan(self) -> None:
        """Put every row of the register into the plan, or say what is wrong with it.

        What is still under review is left where its movers can go on with it.
        """
        entries = [each for each in self._reading.entries if each.fate is not Fate.PENDING]
        self._pending = len(self._reading.entries) - len(entries)
        for entry in entries:
            meeting = self._meeting(entry)
            if meeting is not None:
                self._add(entry, meeting)
        self._check_numbers()
        self._find_leads()
        self._name_movers()
        self._tell()

    def _problem(self, entry: Entry, column: Column, sentence: str) -> None:
        heading = self._reading.heading
        name = heading.names.get(column, "") if heading else ""
        self._made.problems.append(Problem(entry.row, name or column.label, sentence))

    def _meeting(self, entry: Entry) -> Meeting | None:
        if entry.session is None:
            return self._chosen
        found = self._meetings.get(entry.session)
        if found is None:
            sentence = _(
                "没有%(which)s这次会议，请先在“届次”中建立，或改正届次。",
                which=f"{entry.session.congress}-{entry.session.meeting}",
            )
            self._problem(entry, Column.SESSION, sentence)
        return found

    def _add(self, entry: Entry, meeting: Meeting) -> None:
        unit = self._units.get(fold(entry.text(Column.UNIT)))
        try:
            state = state_of(entry, tells_of_replies=self._reading.tells_of_replies)
        except Doubt as doubt:
            self._problem(entry, doubt.column, doubt.sentence)
            return
        if unit is None and needs_unit(state):
            sentence = _(
                "尚未办结，要由现有部门继续办理，但部门名单中没有“%(unit)s”。"
                "请改成现有部门的名称，或在“办结”一列填“是”。",
                unit=quoted(entry.text(Column.UNIT)),
            )
            self._problem(entry, Column.UNIT, sentence)
            return
        number = entry.text(Column.NUMBER) if entry.fate is Fate.FILED else ""
        self._made.rows.append(
            Planned(entry=entry, meeting=meeting, state=state, serial=serial(number), unit=unit)
        )

    def _check_numbers(self) -> None:
        """Refuse a number that occurs twice, here or among the motions that are there."""
        known = _numbers_of({row.meeting.id for row in self._made.rows})
        seen: dict[tuple[int, int], int] = {}
        for row in self._made.rows:
            if row.serial is None:
                continue
            key = (row.meeting.id, row.serial)
            first = seen.setdefault(key, row.entry.row)
            if first != row.entry.row:
                sentence = _(
                    "编号“%(number)s”与第 %(first)s 行重复，请改正其中一个。",
                    number=row.entry.text(Column.NUMBER),
                    first=first,
                )
                self._problem(row.entry, Column.NUMBER, sentence)
            elif key in known:
                sentence = _(
                    "编号 %(number)s 已有提案“%(title)s”，不能重复导入。",
                    number=row.number,
                    title=known[key],
                )
                self._problem(row.entry, Column.NUMBER, sentence)

    def _find_leads(self) -> None:
        """Find the row each merged one was merged into, by its number or its title."""
        named: dict[tuple[int, str], Planned] = {}
        for row in self._made.rows:
            for name in _names_of(row):
                named.setdefault((row.meeting.id, name), row)
        for row in self._made.rows:
            if row.state is not State.MERGED:
                continue
            lead = _lead(row, named)
            if lead is None or lead is row or lead.state is State.MERGED:
                sentence = _(
                    "并案的主案“%(which)s”不在表中，或它自己也已并案。"
                    "请在“并入”一列填写主案的编号或案名。",
                    which=quoted(row.entry.text(Column.MERGED)),
                )
                self._problem(row.entry, Column.MERGED, sentence)
            elif lead.entry.fate is not row.entry.fate:
                sentence = _("与主案的立案情况不同，不能并案。请改正其中一个。")
                self._problem(row.entry, Column.FATE, sentence)
            else:
                row.lead = lead.entry.row

    def _name_movers(self) -> None:
        """Find the people behind the names of what is still open: those whose name is theirs alone.

        What is done keeps the names as words; nobody gets a right from a name of long ago.
        """
        waiting = [row for row in self._made.rows if row.state in OPEN_STATES]
        known = _people({name for row in waiting for name in names_in(row.entry)})
        for row in waiting:
            found = [known.get(fold_name(name)) for name in names_in(row.entry)]
            row.mover_ids = tuple(dict.fromkeys(each for each in found if each is not None))

    def _tell(self) -> None:
        rows = self._made.rows
        if self._pending:
            self._made.notes.append(
                _(
                    "%(n)s 件还在审查，没有立案结果，这次不导入；请在原系统审查完毕后再导出。",
                    n=self._pending,
                )
            )
        if rows and not self._reading.tells_of_replies:
            self._made.notes.append(
                _("登记册没有答复、办理类型和办结情况，各件按“办结、未答复”导入。")
            )
        untimed = sum(row.entry.replied and row.entry.due is None for row in rows)
        if untimed:
            self._made.notes.append(_("%(n)s 件没有答复期限，不计入按期答复率。", n=untimed))
        still = [row for row in rows if row.state in OPEN_STATES]
        if still:
            linked = sum(bool(row.mover_ids) for row in still)
            self._made.notes.append(
                _(
                    "%(n)s 件尚未办结，将继续办理；其中 %(linked)s 件的提案人在花名册中找到，"
                    "可以反馈，其余只保留姓名。",
                    n=len(still),
                    linked=linked,
                )
            )


def names_in(entry: Entry) -> list[str]:
    """Return the names of the movers, one by one."""
    return entry.text(Column.MOVERS).translate(_SEPARATORS).split()


def _meetings_like(chosen: Meeting) -> dict[Session, Meeting]:
    """Return all meetings of the same assembly by the ordinals of congress and meeting."""
    same = (
        select(Meeting)
        .join(Congress, Congress.id == Meeting.congress_id)
        .where(
            Congress.organisation == chosen.congress.organisation,
            Congress.assembly == chosen.congress.assembly,
        )
    )
    return {
        Session(each.congress.ordinal, each.ordinal): each
        for each in db.session.execute(same).scalars()
    }


def _numbers_of(meetings: Iterable[int]) -> dict[tuple[int, int], str]:
    asked = select(Motion.meeting_id, Motion.serial, Motion.title).where(
        Motion.meeting_id.in_(set(meetings)), Motion.serial.is_not(None)
    )
    return {
        (meeting, number): title
        for meeting, number, title in db.session.execute(asked)
        if meeting is not None and number is not None
    }


def _names_of(row: Planned) -> list[str]:
    """Return what a merged row may call this one: its number as written, as a number, its title."""
    number = row.entry.text(Column.NUMBER)
    shown = serial(number) if number else None
    return [each for each in (number, str(shown or ""), row.entry.text(Column.TITLE)) if each]


def _lead(row: Planned, named: Mapping[tuple[int, str], Planned]) -> Planned | None:
    written = row.entry.text(Column.MERGED)
    found = named.get((row.meeting.id, written))
    if found is not None:
        return found
    shown = serial(written)
    return named.get((row.meeting.id, str(shown))) if shown is not None else None


def _people(names: Iterable[str]) -> dict[str, int]:
    """Return those on the roster whose name is theirs alone, by the name as it is compared."""
    wanted = {fold(name) for name in names}
    asked = select(Person.id, Person.name, Person.left_on).where(Person.folded.in_(wanted))
    today = clock.today()
    present = [
        (person_id, fold_name(name))
        for person_id, name, left_on in db.session.execute(asked)
        if left_on is None or left_on > today
    ]
    often = Counter(name for _person_id, name in present)
    return {name: person_id for person_id, name in present if often[name] == 1}
