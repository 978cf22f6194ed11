"""The scrutineers' page: fingerprint, counts, written-in names, signature."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from voting.access.policy import requires
from voting.access.principal import current, offices_in
from voting.access.rules import OFFICE_LABELS, Office, Permission
from voting.congress import queries as congress
from voting.db import db
from voting.errors import NotAllowed, WrongInput
from voting.i18n import _
from voting.names import fold_name
from voting.people.models import Person
from voting.polls import counting, opened as boxes, queries
from voting.polls.blueprint import IN_POLL, bp
from voting.polls.forms import RulingForm, SignForm
from voting.polls.kinds import Counted, Ruling, kind_of
from voting.polls.models import Poll
from voting.polls.rules import STATE_LABELS, WITH_RESULT, State
from voting.web.pages import page


@dataclass(frozen=True, slots=True)
class WriteInGroup:
    """The spellings that fold to one name, how often each was written, and what was decided."""

    contest_id: str
    name: str
    spellings: tuple[tuple[str, int], ...]
    total: int
    suggestion: Ruling | None
    suggested_number: str
    ruling: Ruling | None


def write_in_groups(poll: Poll, counted: Counted) -> list[WriteInGroup]:
    """Gather the written-in names by what they fold to, most written first."""
    kind, groups = kind_of(poll), []
    for contest_id, texts in counted.write_ins.items():
        folded: dict[str, list[tuple[str, int]]] = {}
        for text, number in texts.items():
            folded.setdefault(fold_name(text), []).append((text, number))
        for name, spellings in folded.items():
            ruled = counted.rulings.get(contest_id, {}).get(spellings[0][0])
            suggestion = kind.suggestion(poll, name)
            groups.append(
                WriteInGroup(
                    contest_id,
                    name,
                    tuple(spellings),
                    sum(number for _text, number in spellings),
                    suggestion,
                    _number_of(suggestion),
                    ruled,
                )
            )
    return sorted(groups, key=lambda group: (-group.total, group.name))


def _number_of(suggestion: Ruling | None) -> str:
    if suggestion is None or suggestion.person_id is None:
        return ""
    return db.session.get_one(Person, suggestion.person_id).number


@bp.get(f"{IN_POLL}/scrutiny")
@requires(Permission.POLL_READ)
def scrutiny(meeting_id: int, poll_id: int) -> str:
    """Show a scrutineer what to compare, decide and sign."""
    poll = queries.poll_in(meeting_id, poll_id)
    opened = poll.state == State.OPENED or poll.state in WITH_RESULT
    counted = boxes.counted(poll) if opened else None
    found = counting.result_of(poll.id)
    return page(
        "polls/scrutiny.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        state_label=STATE_LABELS[State(poll.state)],
        turnout=queries.shown_turnout(poll),
        fingerprint=queries.manifest_of(poll).fingerprint if poll.manifest_hash else "",
        counted=counted,
        piles=boxes.piles_document(counted) if counted else {},
        groups=write_in_groups(poll, counted) if counted else [],
        ruling_form=RulingForm(),
        result=found[0] if found else None,
        sign_form=SignForm(digest=found[1]) if found else None,
        signatures=queries.sign_offs(poll.id),
        office_labels=OFFICE_LABELS,
        my_offices=[OFFICE_LABELS[office] for office in _unsigned_offices(poll)],
    )


def _signing_offices(meeting_id: int) -> list[Office]:
    held = offices_in(current(), meeting_id)
    return [office for office in counting.SIGNING_OFFICES if office in held]


def _unsigned_offices(poll: Poll) -> list[Office]:
    """Return the offices in which whoever looks at the page may still sign this result."""
    me = current().person_id
    signed = {line.office for line in queries.sign_offs(poll.id) if line.person_id == me}
    return [office for office in _signing_offices(poll.meeting_id) if office not in signed]


@bp.post(f"{IN_POLL}/rulings")
@requires(Permission.WRITE_IN_RESOLVE)
def rule(meeting_id: int, poll_id: int) -> Response:
    """Record what the scrutineers decided about one written-in name."""
    poll = queries.poll_in(meeting_id, poll_id)
    form = RulingForm.from_request()
    if not form.submitted():
        raise WrongInput(_("请选择怎样认定，再提交。"))
    person_id = _person_for(form) if form.ruling.data == "resolved" else None
    counting.rule_write_in(
        poll.id,
        form.contest_id.data or "",
        (form.texts.data or "").splitlines(),
        person_id=person_id,
        reason=form.reason.data or "",
        actor=current().actor,
    )
    flash(_("已认定。"), "ok")
    return redirect(url_for("polls.scrutiny", meeting_id=meeting_id, poll_id=poll_id))


def _person_for(form: RulingForm) -> int:
    wanted = select(Person.id).where(Person.number == (form.number.data or ""))
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise WrongInput(_("名册里没有这个工号，请核对后再认定。"))
    return found


@bp.post(f"{IN_POLL}/sign")
@requires(Permission.POLL_CERTIFY)
def sign(meeting_id: int, poll_id: int) -> Response:
    """Sign the result in every office the signer holds in this meeting."""
    poll = queries.poll_in(meeting_id, poll_id)
    form = SignForm.from_request()
    offices = _unsigned_offices(poll)
    if not form.submitted() or not offices:
        raise NotAllowed(_("只有本次会议的监票人、计票人和主持人可以签字，每人签一次。"))
    account = current()
    assert account.account_id is not None
    for office in offices:
        counting.sign(
            poll.id,
            office,
            form.digest.data or "",
            form.note.data or "",
            signer=queries.Signer(account.account_id, account.person_id, account.name),
        )
    flash(_("已签字。"), "ok")
    return redirect(url_for("polls.scrutiny", meeting_id=meeting_id, poll_id=poll_id))
