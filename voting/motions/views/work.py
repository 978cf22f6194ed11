"""The work page of one motion: everything its departments and officers do with it, in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from voting import clock
from voting.access.principal import current
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.motions.forms import handling as forms
from voting.motions.models import Motion
from voting.motions.queries.places import departments
from voting.motions.queries_handling import Handling, OwnTask, demand_office, handling
from voting.web.forms import TellingForm
from voting.web.pages import page

Given = TypeVar("Given", bound=TellingForm)
Tried = Mapping[tuple[str, int], TellingForm]
"""Forms that were sent and refused, by name and by the task or request they are about."""


def units() -> list[tuple[str, str]]:
    """Return all departments as choices of a form."""
    return [(str(unit.id), unit.name) for unit in departments()]


def sent(kind: type[Given], name: str, about: int = 0) -> Given:
    """Return a form as it was sent; its fields carry its own prefix, as many stand on the page."""
    return kind.from_request(prefix=_prefix(name, about))


def _prefix(name: str, about: int) -> str:
    return f"{name}{about or ''}-"


def work_url(motion_id: int) -> str:
    """Return the address of the work page of a motion."""
    return f"/motions/{motion_id}/handling"


@dataclass(slots=True)
class Sheets:
    """The forms of the page: a refused one as it was sent, all others empty."""

    tried: Tried

    def form(self, kind: type[Given], name: str, about: int = 0) -> Given:
        """Return a form of the page."""
        found = self.tried.get((name, about))
        if isinstance(found, kind):
            return found
        return kind(prefix=_prefix(name, about))


@dataclass(frozen=True, slots=True)
class TaskForms:
    """An own task with the forms of what may be done with it."""

    task: OwnTask
    decline: forms.DeclineForm
    opinion: forms.OpinionForm
    extension: forms.ExtensionForm
    transfer: forms.TransferForm


def work_page(motion_id: int, tried: Tried | None = None) -> Reply:
    """Show the page; a form that was refused is shown with what was typed in it."""
    db.session.rollback()
    seen = handling(motion_id, current(), clock.today())
    sheets = Sheets(tried or {})
    sign = sheets.form(forms.SignForm, "sign")
    sign.seen.data = seen.draft.seen if seen.draft else ""
    shown = page(
        "motions/handling/work.html",
        seen=seen.reading,
        work=seen,
        motion=seen.motion,
        own=_own(seen, sheets),
        tried=list(sheets.tried.values()),
        decisions=[
            (each, sheets.form(forms.DecideForm, "decide", each.row.id))
            for each in seen.requests
            if each.waits
        ],
        contact=sheets.form(forms.ContactForm, "contact"),
        sign=sign,
        send_back=sheets.form(forms.SendBackForm, "back"),
        progress=sheets.form(forms.ProgressForm, "progress"),
    )
    return shown, max((form.status for form in sheets.tried.values()), default=200)


def _own(seen: Handling, sheets: Sheets) -> list[TaskForms]:
    offered = units()
    found = []
    for task in seen.own:
        about = task.row.id
        others = [each for each in offered if each[0] != str(task.row.unit_id)]
        opinion = sheets.form(forms.OpinionForm, "opinion", about)
        if ("opinion", about) not in sheets.tried:
            opinion.opinion.data = task.row.opinion
        found.append(
            TaskForms(
                task,
                sheets.form(forms.DeclineForm, "decline", about).offer(others),
                opinion,
                sheets.form(forms.ExtensionForm, "extension", about),
                sheets.form(forms.TransferForm, "transfer", about).offer(others),
            )
        )
    return found


def acted(
    motion_id: int,
    form: TellingForm,
    name: tuple[str, int],
    act: Callable[[], Motion],
    told: str,
    *,
    after: str = "",
) -> Reply:
    """Do an act with a form of the page; go back to it or on, or show what was refused.

    ``after``: where to go on, where the act takes the motion out of one's hands.
    """
    demand_office(motion_id, current())
    if form.submitted() and form.tried(act) is not None:
        return done(after or work_url(motion_id), told)
    return work_page(motion_id, {name: form})
