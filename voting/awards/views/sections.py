"""The pages of the sections of an award, and of its settings."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import queries, service
from voting.awards.forms import PlanForm, ReasonForm, SectionForm, SettingsForm
from voting.awards.readiness import page_of, section_page
from voting.awards.views.blueprint import SECTION, SETUP, bp
from voting.awards.views.frame import award_page
from voting.awards.wording import ranking_words, threshold_words
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls.models import Poll


@bp.get(f"{SETUP}/sections")
@requires(Permission.POLL_EDIT)
def sections(meeting_id: int, poll_id: int) -> Reply:
    """List the sections, and add some."""
    poll = queries.award_poll(meeting_id, poll_id)
    return _sections_page(poll)


def _sections_page(
    poll: Poll,
    *,
    settings: SettingsForm | None = None,
    plan: PlanForm | None = None,
    section: SectionForm | None = None,
) -> Reply:
    found = queries.found_award(poll.id)
    several = queries.sections(poll.id)
    forms = {
        "settings": settings or SettingsForm.of(found, poll.version),
        "plan": plan or PlanForm(version=poll.version),
        "form": section or SectionForm(version=poll.version),
    }
    shown = award_page(
        "awards/sections.html",
        poll,
        rows=[(one, queries.section_rules(one), queries.ballot_rows(one)) for one in several],
        ranking=ranking_words,
        threshold=threshold_words,
        **forms,
    )
    return shown, max(form.status for form in forms.values())


@bp.post(f"{SETUP}/sections")
@requires(Permission.POLL_EDIT)
def add_section(meeting_id: int, poll_id: int) -> Reply:
    """Add a section."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = SectionForm.fresh(poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.add_section(poll_id, form.read_version, form.facts(), current().actor)
        )
        if made is not None:
            return done(section_page(poll, made), _("奖项已增加，请加入候选对象。"))
    return _sections_page(poll, section=form)


@bp.post(f"{SETUP}/plan")
@requires(Permission.POLL_EDIT)
def use_plan(meeting_id: int, poll_id: int) -> Reply:
    """Set up the sections of a ready-made plan."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = PlanForm.from_request(version=poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.use_plan(poll_id, form.read_version, form.plan.data, current().actor)
        )
        if made is not None:
            return done(page_of(poll, "sections"), _("已按模板设置奖项，名称和名额可以再改。"))
    return _sections_page(poll, plan=form)


@bp.post(f"{SETUP}/settings")
@requires(Permission.POLL_EDIT)
def set_up(meeting_id: int, poll_id: int) -> Reply:
    """Record the attendance and the days of the posting."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = SettingsForm.from_request(version=poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.set_up(poll_id, form.read_version, form.facts(), current().actor)
        )
        if made is not None:
            return done(page_of(poll, "sections"), _("已保存。"))
    return _sections_page(poll, settings=form)


@bp.post(f"{SETUP}/present")
@requires(Permission.POLL_EDIT)
def present(meeting_id: int, poll_id: int) -> Reply:
    """Let the meeting read about the nominees from now on."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.present(poll_id, form.read_version, current().actor)
    return done(page_of(poll, "sections"), _("代表现在可以在手机上看到候选对象介绍。"))


@bp.route(SECTION, methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def section(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Change what a section is."""
    poll = queries.award_poll(meeting_id, poll_id)
    one = queries.section(poll_id, section_id)
    form = SectionForm.of(one, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.change_section(
                poll_id, form.read_version, section_id, form.facts(), current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "sections"), _("已保存。"))
    return award_page("awards/section.html", poll, section=one, form=form), form.status


@bp.post(f"{SECTION}/remove")
@requires(Permission.POLL_EDIT)
def remove_section(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Remove a section nobody was nominated in."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.remove_section(poll_id, form.read_version, section_id, current().actor)
    return done(page_of(poll, "sections"), _("奖项已删除。"))
