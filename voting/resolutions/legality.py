"""The legality checklist of a vote (会议合法性核对表): each demand, whether met, and why."""

from dataclasses import dataclass

from voting.i18n import _
from voting.polls.sheets import Base, Sheets
from voting.resolutions.checks import latest_day, materials_findings
from voting.resolutions.outcome import need, quorum_of
from voting.resolutions.presets import preset
from voting.resolutions.sealed import Sealed
from voting.resolutions.wording import (
    BASE_LABELS,
    SECRECY_LABELS,
    deviations,
    share_words,
    threshold_words,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist; ``ok=None``: there was nothing to check."""

    code: str
    ok: bool | None
    text: str


def legality(sealed: Sealed, sheets: Sheets) -> tuple[Check, ...]:
    """Return the checklist: quorum, base, threshold, secrecy, materials."""
    return (
        _quorum(sealed, sheets),
        _base(sealed),
        _threshold(sealed, sheets),
        _secrecy(sealed),
        _materials(sealed),
    )


def _quorum(sealed: Sealed, sheets: Sheets) -> Check:
    demands = [sealed.rules.quorum, *(item.rules.quorum for item in sealed.items)]
    hardest = max(demands, key=lambda one: one.share.fraction)
    met = quorum_of(sheets.attended, sheets.eligible, [one.share for one in demands])
    text = _(
        "应到 %(eligible)s 人，须到会 %(need)s 人（%(rule)s），实到 %(attended)s 人。",
        eligible=sheets.eligible,
        need=hardest.share.needed(sheets.eligible),
        rule=threshold_words(hardest),
        attended=_("未计") if sheets.attended is None else sheets.attended,
    )
    return Check("quorum", met, text)


def _base(sealed: Sealed) -> Check:
    others = [item for item in sealed.items if item.rules.passes.base is not Base.ELIGIBLE]
    if not others:
        return Check("base", ok=True, text=_("各项都以应到会人数（全体）为基数。"))
    listed = _("；").join(
        _("“%(title)s”以%(base)s为基数", title=item.title, base=BASE_LABELS[item.rules.passes.base])
        for item in others
    )
    return Check("base", ok=False, text=_("%(listed)s，请核对依据。", listed=listed))


def _threshold(sealed: Sealed, sheets: Sheets) -> Check:
    norms = [
        sentence
        for item in sealed.items
        for sentence in deviations(
            item.rules,
            preset(item.rules.standard).for_class(item.item_class),
            item.title,
        )
    ]
    rules = dict.fromkeys(item.rules.passes for item in sealed.items)
    listed = _("；").join(
        _(
            "%(base)s %(of)s，%(share)s为 %(need)s 票",
            base=BASE_LABELS[one.base],
            of=of,
            share=share_words(one),
            need=need(one, of),
        )
        for one in rules
        if (of := _number(sheets, one.base)) is not None
    )
    text = _("%(listed)s。", listed=listed) + "".join(norms)
    return Check("threshold", not norms, text)


def _number(sheets: Sheets, base: Base) -> int | None:
    if base is Base.ATTENDED and sheets.attended is None:
        return None
    return sheets.number_of(base)


def _secrecy(sealed: Sealed) -> Check:
    text = _(
        "规则要求：%(rule)s。本次为无记名投票、分项表决，选票与投票人不能对应。",
        rule=SECRECY_LABELS[sealed.rules.secret],
    )
    return Check("secrecy", ok=True, text=text)


def _materials(sealed: Sealed) -> Check:
    days = sealed.rules.materials_days
    if not days:
        return Check("materials", ok=None, text=_("所用规则没有规定会前几天发文件。"))
    findings = [
        finding
        for item in sealed.items
        for finding in materials_findings(
            item.title,
            given_on=item.given_on,
            text_on=item.text_on,
            held_on=sealed.held_on,
            days=days,
        )
    ]
    late = any(finding.code == "materials_late" for finding in findings)
    last = latest_day(sealed.held_on, days)
    told = "".join(finding.text for finding in findings)
    text = _(
        "规定会前 %(days)s 天（%(last)s或以前）发给代表。",
        days=days,
        last=_("%(y)s年%(m)s月%(d)s日", y=last.year, m=last.month, d=last.day),
    )
    return Check("materials", not late, text + (told or _("各项文件都按时。")))
