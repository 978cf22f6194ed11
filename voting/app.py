"""The application: configure, connect, register the slices, check that every door has a lock."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from voting import db, i18n
from voting.access import policy, sources, views as access_views
from voting.access.principal import Kind, current, offices_in
from voting.audit import views as audit_views
from voting.awards import panels as award_panels, service as awards, views as awards_views
from voting.awards.readiness import page_of
from voting.awards.rules import Subject
from voting.config import Settings
from voting.congress import extensions, queries as congress, views as congress_views
from voting.elections import panels as election_panels, views as elections_views
from voting.elections.kind import ElectionKind
from voting.evaluations import panels as evaluation_panels, views as evaluations_views
from voting.motions import excellent, panels as motion_panels, views as motions_views
from voting.people import directory, views as people_views
from voting.polls import kinds, panels, views as polls_views
from voting.reports import views as reports_views
from voting.resolutions import panels as resolution_panels, views as resolutions_views
from voting.surveys import guard as survey_guard, panels as survey_panels, views as surveys_views
from voting.web import assets, csrf, headers, health, pages, uploads

TEMPLATES = Path(__file__).parent.parent / "templates"


def create_app(settings: Settings) -> Flask:
    """Make an application from its settings; nothing is migrated, fetched or asked."""
    app = Flask("voting", static_folder=None, template_folder=str(TEMPLATES))
    configure(app, settings)
    db.init_app(app)
    i18n.init_app(app)
    pages.init_app(app)
    assets.init_app(app)
    uploads.init_app(app, settings.uploads)
    headers.init_app(app, https=urlsplit(settings.public_url).scheme == "https")
    policy.init_app(app)
    csrf.init_app(app, policy.is_anonymous)
    register_slices(app)
    policy.check_policies(app)
    return app


def from_environment() -> Flask:
    """Make an application from ``VOTING_…`` variables (what the server calls)."""
    return create_app(Settings.from_environment(os.environ))


def configure(app: Flask, settings: Settings) -> None:
    """Put the settings where Flask and its extensions look for them."""
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_BINDS={"box": settings.box_database_url},
        TEMPLATES_AUTO_RELOAD=False,
    )


def register_slices(app: Flask) -> None:
    """Give the application its pages, and each slice what it may ask of the ones above it."""
    app.register_blueprint(health.bp)
    policy.declare(app, "health.alive", policy.ANONYMOUS)
    policy.declare(app, "health.ready", policy.ANONYMOUS)
    policy.register_office_source(app, congress.offices_held)
    policy.register_person_source(app, directory.by_id, directory.by_number)
    sources.register_home_source(app, _home)
    extensions.init_app(app)
    extensions.add_meeting_panel(app, panels.meeting_panel)
    extensions.add_phone_panel(app, panels.phone_panel)
    extensions.add_phone_panel(app, election_panels.phone_panel)
    extensions.add_attendance_guard(app, panels.attendance_guard)
    app.context_processor(lambda: {"office_names": _office_names})
    kinds.register(app, ElectionKind())
    evaluation_panels.register(app)
    resolution_panels.register(app)
    award_panels.register(app)
    motion_panels.register(app)
    excellent.use_award_maker(app, _award_of_motions)
    survey_guard.use_guard(app)
    survey_panels.register(app)
    for views in (
        audit_views,
        access_views,
        people_views,
        congress_views,
        polls_views,
        elections_views,
        evaluations_views,
        resolutions_views,
        awards_views,
        motions_views,
        surveys_views,
        reports_views,
    ):
        app.register_blueprint(views.bp)


def _home(kind: str, _person_id: int | None) -> str:
    """Officers begin with their meetings, delegates with the meeting on their phone."""
    return "/meetings" if kind == Kind.OFFICER else "/m"


def _office_names(meeting_id: int | None) -> list[str]:
    return sorted(office.label for office in offices_in(current(), meeting_id))


def _award_of_motions(
    meeting_id: int, title: str, quota: int, works: Sequence[excellent.Work], actor: str
) -> str:
    """Make an award of excellent motions: the slices of motions and awards do not know each other.

    Everything is filled in in one transaction, or nothing is there.
    """
    with db.unit_of_work():
        poll = awards.create_award(meeting_id, title, actor)
        facts = awards.SectionFacts(title=title, subject=Subject.WORK, quota=quota)
        section = awards.add_section(poll.id, poll.version, facts, actor)
        for work in works:
            told = awards.NomineeFacts(name=work.title, who=work.movers, story=work.reason)
            awards.add_named(poll.id, poll.version, section.id, told, actor)
    return page_of(poll, "sections")
