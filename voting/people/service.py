"""Importing a roster: what was shown is what is done, all of it or nothing."""

from collections.abc import Iterable
from pathlib import Path

from voting import clock
from voting.audit.events import Event
from voting.audit.service import record
from voting.db import db, unit_of_work
from voting.errors import StaleEdit, WrongInput
from voting.i18n import _
from voting.people import roster, spreadsheet
from voting.people.plan import Counts, ImportPlan, compare
from voting.people.reading import Entry, Reading, read
from voting.people.rules import Field
from voting.people.sentences import problem_line

_PROBLEMS_TOLD = 5


def preview(entries: Iterable[Entry], *, complete: bool = True) -> ImportPlan:
    """Return what an import of these people would do; nothing is written.

    ``complete``: the sheet names everybody, so whoever is not in it has left.
    """
    digest, known = roster.known(db.session())
    return compare(digest, known, entries, complete=complete)


def import_roster(plan: ImportPlan, actor: str, source: str = "") -> Counts:
    """Do what was previewed; refuse where the roster has changed since.

    ``source`` names the file for the log. Nobody is deleted: whoever is not in a complete sheet
    is marked as having left, today.
    """
    counts = plan.counts
    if counts.nothing:
        return counts
    with unit_of_work() as session:
        roster.lock(session)
        digest, _known = roster.known(session)
        if digest != plan.roster:
            raise StaleEdit(
                _("花名册在您预览之后已被他人更改，没有导入。请重新核对下面的变化后再确认。")
            )
        back = (*plan.changed, *plan.returned)
        everybody = (*plan.added, *(change.entry for change in back))
        roster.add_units(session, (entry.values.get(Field.UNIT, "") for entry in everybody))
        roster.add(session, (entry.values for entry in plan.added))
        roster.change(session, ((change.known, change.entry.values) for change in back))
        roster.mark_left(session, plan.removed, clock.today())
        record(
            actor,
            Event.ROSTER_IMPORTED,
            f"roster {source}".strip(),
            added=counts.added,
            changed=counts.changed,
            returned=counts.returned,
            removed=counts.removed,
            unchanged=counts.unchanged,
        )
    return counts


def import_file(path: Path, actor: str) -> Counts:
    """Import a complete roster from a file without a preview, for programs.

    Refuses with the first problems where the file has any; then nothing is written.
    """
    reading = read(spreadsheet.open_file(path), clock.today())
    demand_no_problems(reading)
    return import_roster(preview(reading.entries), actor, path.name)


def demand_no_problems(reading: Reading) -> None:
    """Refuse a roster with problems, naming the first of them."""
    if reading.problems:
        told = reading.problems[:_PROBLEMS_TOLD]
        raise WrongInput(
            _(
                "花名册有 %(count)s 个问题，没有导入。%(lines)s",
                count=len(reading.problems),
                lines=" ".join(problem_line(problem, reading) for problem in told),
            )
        )
