"""The pages of the candidates: find, add, tell of them, withdraw."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.elections import queries, service
from voting.elections.forms import AddForm, CandidateForm, ReasonForm
from voting.elections.models import Candidate
from voting.elections.nominees import findings, surroundings
from voting.elections.readiness import page_of
from voting.elections.rules import Body
from voting.elections.seats import candidates_needed
from voting.elections.views.blueprint import SETUP, bp
from voting.elections.views.frame import setup_page
from voting.i18n import _
from voting.people.models import Person
from voting.polls.models import Poll
from voting.polls.setup_forms import FindForm
from voting.web.uploads import accepts


@bp.get(f"{SETUP}/candidates")
@requires(Permission.POLL_EDIT)
def candidates(meeting_id: int, poll_id: int) -> Reply:
    """List who stands, and find whom to add."""
    poll = queries.election_poll(meeting_id, poll_id)
    found = queries.election(poll_id)
    around = surroundings(poll, found)
    rows = queries.ballot_rows(found)
    find = FindForm.from_query()
    return setup_page(
        "elections/candidates.html",
        poll,
        found,
        rows=rows,
        told={row.candidate.id: findings(around, row.candidate) for row in rows},
        withdrawn=[one for one in queries.candidates(poll_id) if not one.stands],
        needed=candidates_needed(
            Body(found.body), found.seats, queries.rules_of(found), preliminary=found.preliminary
        ),
        find=find,
        matches=_matches(find.wanted, {row.candidate.person_id for row in rows}),
        most=queries.MOST_FOUND,
        add=AddForm(version=poll.version),
    )


def _matches(wanted: str, standing: set[int]) -> list[tuple[Person, bool]]:
    """Return the people found, each with whether they stand already."""
    return [(person, person.id in standing) for person in queries.people_found(wanted)]


@bp.post(f"{SETUP}/candidates")
@requires(Permission.POLL_EDIT)
def add(meeting_id: int, poll_id: int) -> Reply:
    """Let a person of the roster stand."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = AddForm.from_request()
    candidate = service.add_candidate(
        poll_id,
        form.read_version,
        form.chosen,
        current().actor,
        nominated_by=form.nominated_by.data or "",
    )
    return done(
        page_of(poll, f"candidates/{candidate.id}"),
        _("%(name)s已加入候选人名单，请填写简历等。", name=candidate.person.name),
    )


@bp.get(f"{SETUP}/candidates/<int:candidate_id>")
@requires(Permission.POLL_EDIT)
def candidate(meeting_id: int, poll_id: int, candidate_id: int) -> Reply:
    """Show what is told of a candidate, to be changed."""
    poll = queries.election_poll(meeting_id, poll_id)
    one = queries.candidate(poll_id, candidate_id)
    form = CandidateForm.of(one, _number_of(one.spouse_id), poll.version)
    return _candidate_page(poll, one, form)


@bp.post(f"{SETUP}/candidates/<int:candidate_id>")
@accepts(9)
@requires(Permission.POLL_EDIT)
def change(meeting_id: int, poll_id: int, candidate_id: int) -> Reply:
    """Change what is told of a candidate."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = CandidateForm.from_request()
    if form.submitted():
        form.tried(lambda: _change(poll, candidate_id, form))
        if form.refused is None:
            return done(page_of(poll, "candidates"), _("已保存。"))
    return _candidate_page(poll, queries.candidate(poll_id, candidate_id), form)


def _change(poll: Poll, candidate_id: int, form: CandidateForm) -> None:
    spouse = congress.person_named(form.spouse.data) if form.spouse.data else None
    service.change_candidate(
        poll.id,
        form.read_version,
        candidate_id,
        form.facts(spouse),
        current().actor,
        portrait=form.portrait,
    )


def _candidate_page(poll: Poll, one: Candidate, form: CandidateForm) -> Reply:
    found = queries.election(poll.id)
    shown = setup_page(
        "elections/candidate.html",
        poll,
        found,
        candidate=one,
        form=form,
        told=findings(surroundings(poll, found), one),
        reason_form=ReasonForm(version=poll.version),
    )
    return shown, form.status


def _number_of(person_id: int | None) -> str:
    return queries.number_of(person_id) if person_id is not None else ""


@bp.post(f"{SETUP}/candidates/<int:candidate_id>/withdraw")
@requires(Permission.POLL_EDIT)
def withdraw(meeting_id: int, poll_id: int, candidate_id: int) -> Reply:
    """Take a candidate off the list."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    one = service.withdraw_candidate(
        poll_id, form.read_version, candidate_id, form.told(), current().actor
    )
    return done(
        page_of(poll, "candidates"),
        _("%(name)s已移出候选人名单，理由已写入日志。", name=one.person.name),
    )
