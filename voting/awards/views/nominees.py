"""The pages of the nominees of a section: find or name them, tell of them, withdraw."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import queries, service
from voting.awards.forms import NomineeForm, ReasonForm
from voting.awards.models import AwardNominee, AwardSection
from voting.awards.readiness import section_page
from voting.awards.rules import Subject
from voting.awards.views.blueprint import SECTION, bp
from voting.awards.views.frame import award_page
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.people.models import Person
from voting.polls.models import Poll
from voting.polls.setup_forms import FindForm, PersonForm


@bp.get(f"{SECTION}/nominees")
@requires(Permission.POLL_EDIT)
def nominees(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """List who is nominated in a section, and find whom to add."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = NomineeForm.fresh(Subject(section.subject), poll.version)
    return _nominees_page(poll, section, form)


def _nominees_page(poll: Poll, section: AwardSection, form: NomineeForm) -> Reply:
    rows, find = queries.ballot_rows(section), FindForm.from_query()
    shown = award_page(
        "awards/nominees.html",
        poll,
        section=section,
        rows=rows,
        withdrawn=[one for one in queries.nominees(section.id) if not one.stands],
        find=find,
        matches=_matches(find.wanted, {row.nominee.person_id for row in rows}),
        most=queries.MOST_FOUND,
        add=PersonForm(version=poll.version),
        form=form,
        unit_names=queries.unit_names(),
    )
    return shown, form.status


def _matches(wanted: str, standing: set[int | None]) -> list[tuple[Person, bool]]:
    """Return the people found, each with whether they stand already."""
    return [(person, person.id in standing) for person in queries.people_found(wanted)]


@bp.post(f"{SECTION}/people")
@requires(Permission.POLL_EDIT)
def add_person(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Nominate a person of the roster."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = PersonForm.from_request()
    one = service.add_person(poll_id, form.read_version, section_id, form.chosen, current().actor)
    said = _("%(name)s已加入“%(title)s”，请填写事迹简介。", name=one.called, title=section.title)
    return done(section_page(poll, section, f"nominees/{one.id}"), said)


@bp.post(f"{SECTION}/nominees")
@requires(Permission.POLL_EDIT)
def add_named(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Nominate a group or a work by its name."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = NomineeForm.fresh(Subject(section.subject), poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.add_named(
                poll_id, form.read_version, section_id, form.facts(), current().actor
            )
        )
        if made is not None:
            said = _("“%(name)s”已加入“%(title)s”。", name=made.name, title=section.title)
            return done(section_page(poll, section), said)
    return _nominees_page(poll, section, form)


@bp.route(f"{SECTION}/nominees/<int:nominee_id>", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def nominee(meeting_id: int, poll_id: int, section_id: int, nominee_id: int) -> Reply:
    """Change what is told of a nominee."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    one = queries.nominee(section_id, nominee_id)
    form = NomineeForm.of(one, Subject(section.subject), poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.change_nominee(
                poll_id, form.read_version, nominee_id, form.facts(), current().actor
            )
        )
        if made is not None:
            return done(section_page(poll, section), _("已保存。"))
    return _nominee_page(poll, section, one, form)


def _nominee_page(poll: Poll, section: AwardSection, one: AwardNominee, form: NomineeForm) -> Reply:
    shown = award_page(
        "awards/nominee.html",
        poll,
        section=section,
        nominee=one,
        form=form,
        unit_names=queries.unit_names(),
    )
    return shown, form.status


@bp.post(f"{SECTION}/nominees/<int:nominee_id>/withdraw")
@requires(Permission.POLL_EDIT)
def withdraw(meeting_id: int, poll_id: int, section_id: int, nominee_id: int) -> Reply:
    """Take a nominee off the list."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = ReasonForm.from_request()
    one = service.withdraw_nominee(
        poll_id, form.read_version, nominee_id, form.told(), current().actor
    )
    said = _("“%(name)s”已移出候选名单，理由已写入日志。", name=one.called)
    return done(section_page(poll, section), said)
