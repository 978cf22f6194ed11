"""Reminding the groups whose form of a month is missing."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.db import db, unit_of_work
from voting.i18n import _
from voting.motions.notices import Notice, post_notice
from voting.motions.situations.appointing import reporters_of
from voting.motions.situations.models import SituationForm, SituationPeriod
from voting.motions.situations.rules import FormState, month_name, reminder
from voting.web.pages import day as shown_day

_REMINDED_FOR_DAYS = 31
"""A month that is over for so long is not asked for by itself any more."""


def remind(today: date | None = None) -> int:
    """Put what is due by itself into the outbox: once before the last day and once after it."""
    day = today or clock.today()
    with unit_of_work():
        return sum(
            _post([form], f"{step}{form.period.due_on.isoformat()}")
            for form in _missing()
            if (step := reminder(form.period.due_on, day))
            and (day - form.period.due_on).days <= _REMINDED_FOR_DAYS
        )


def remind_now(period_id: int) -> int:
    """Remind the groups of a month because the office wants it so, at most once a day each."""
    with unit_of_work():
        missing = [form for form in _missing() if form.period_id == period_id]
        return _post(missing, f"asked{clock.today().isoformat()}")


def _missing() -> list[SituationForm]:
    wanted = (
        select(SituationForm)
        .join(SituationPeriod, SituationPeriod.id == SituationForm.period_id)
        .where(SituationForm.state != FormState.SUBMITTED.value)
        .order_by(SituationPeriod.month, SituationForm.group_name)
    )
    return list(db.session.execute(wanted).scalars())


def _post(forms: Iterable[SituationForm], step: str) -> int:
    return sum(
        post_notice(
            f"situation:{form.id}:{step}",
            reporters_of(form.period.congress_id, form.group_name),
            _notice(form),
        )
        for form in forms
    )


def _notice(form: SituationForm) -> Notice:
    month, last = month_name(form.period.month), shown_day(form.period.due_on)
    return Notice(
        subject=_("【情况反馈】请提交%(group)s%(month)s的表", group=form.group_name, month=month),
        told=_(
            "“%(group)s”工会小组%(month)s的情况反馈表还没有提交，截止日是%(day)s。"
            "没有情况的，请选“本月无情况”提交；过了截止日仍可提交，记为迟交。",
            group=form.group_name,
            month=month,
            day=last,
        ),
        path=f"/situations/forms/{form.id}",
        button=_("去填写"),
    )
