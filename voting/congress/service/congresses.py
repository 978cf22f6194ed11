"""Congresses: created and changed, one of each name and number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import rules
from voting.congress.models import Congress, Meeting
from voting.congress.presets import preset
from voting.congress.rules import Body
from voting.congress.service.locks import congress_subject, locked_congress
from voting.db import unit_of_work
from voting.errors import IllegalStep, StaleEdit, WrongInput
from voting.i18n import _


@dataclass(frozen=True, slots=True)
class CongressFacts:
    """What is said of a congress; an empty ``assembly`` takes the preset's words."""

    organisation: str
    ordinal: int
    body: Body
    preset: str
    term_starts: date
    term_ends: date
    assembly: str = ""
    extended_until: date | None = None
    extension_note: str = ""


def create_congress(facts: CongressFacts, actor: str) -> Congress:
    """Create a congress; a second of the same name and number is refused."""
    with unit_of_work() as session:
        congress = Congress(**_columns(facts))
        _refuse_namesake(session, congress.organisation, congress.assembly, facts.ordinal)
        session.add(congress)
        session.flush()
        audit.record(actor, Event.CONGRESS_CREATED, congress_subject(congress))
    return congress


def change_congress(congress_id: int, version: int, facts: CongressFacts, actor: str) -> Congress:
    """Change a congress, unless somebody else has since ``version`` was read."""
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        if congress.version != version:
            raise StaleEdit(_("这届大会的信息刚被别人修改过，您的修改没有保存。请刷新后再改。"))
        changed = _columns(facts)
        _refuse_namesake(
            session, facts.organisation, str(changed["assembly"]), facts.ordinal, congress_id
        )
        if facts.body != congress.body and _has_meetings(session, congress_id):
            raise IllegalStep(_("这届大会已有会议，不能再改变大会形式。如需改变，请新建一届。"))
        for column, value in changed.items():
            setattr(congress, column, value)
        congress.version += 1
        audit.record(actor, Event.CONGRESS_CHANGED, congress_subject(congress))
    return congress


def _columns(facts: CongressFacts) -> dict[str, object]:
    rule = preset(facts.preset)
    if facts.term_ends <= facts.term_starts:
        raise WrongInput(_("届期的结束日期须晚于开始日期，请改正。"))
    if facts.extended_until is not None:
        _check_extension(facts.term_ends, facts.extended_until, rule.extension_months)
        if not facts.extension_note:
            raise WrongInput(_("请写明延期的批准依据。"))
    return {
        "organisation": facts.organisation,
        "ordinal": facts.ordinal,
        "body": facts.body.value,
        "preset_name": rule.name,
        "assembly": facts.assembly or rule.assemblies[facts.body],
        "term_starts": facts.term_starts,
        "term_ends": facts.term_ends,
        "extended_until": facts.extended_until,
        "extension_note": facts.extension_note if facts.extended_until else None,
    }


def _check_extension(ends: date, extended: date, months: int) -> None:
    if not rules.extension_fits(ends, extended, months):
        raise WrongInput(
            _("延期须晚于届满日期，且一般不超过 %(months)s 个月，请改正延期日期。", months=months)
        )


def _refuse_namesake(
    session: Session, organisation: str, assembly: str, ordinal: int, own_id: int | None = None
) -> None:
    same = select(Congress.id).where(
        Congress.organisation == organisation,
        Congress.assembly == assembly,
        Congress.ordinal == ordinal,
    )
    found = session.execute(same).scalar_one_or_none()
    if found is not None and found != own_id:
        raise WrongInput(
            _(
                "%(name)s已经建立，不能重复。请检查届次。",
                name=rules.congress_name(ordinal, assembly),
            )
        )


def _has_meetings(session: Session, congress_id: int) -> bool:
    found = select(Meeting.id).where(Meeting.congress_id == congress_id).limit(1)
    return session.execute(found).scalar_one_or_none() is not None
