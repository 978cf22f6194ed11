"""What is missing or remarkable before an award's ballot may be sealed: a to-do list."""

from collections import Counter
from collections.abc import Iterable

from voting.awards import jury, queries
from voting.awards.models import Award, AwardSection
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import Issue


def page_of(poll: Poll, name: str) -> str:
    """Return the address of one of an award's pages."""
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/award/{name}"


def section_page(poll: Poll, section: AwardSection, name: str = "nominees") -> str:
    """Return the address of one of a section's pages."""
    return page_of(poll, f"sections/{section.id}/{name}")


def issues(poll: Poll) -> list[Issue]:
    """Return the whole to-do list of an award."""
    found = queries.found_award(poll.id)
    sections = queries.sections(poll.id)
    if found is None or not sections:
        text = _("还没有设置奖项和名额。")
        return [Issue("no_setup", text, page_of(poll, "sections"))]
    several = [issue for one in sections for issue in _about_section(poll, one)]
    return [*several, *_about_people(poll, sections), *_about_jury(poll, found)]


def _about_section(poll: Poll, section: AwardSection) -> Iterable[Issue]:
    rows, url = queries.ballot_rows(section), section_page(poll, section)
    if not rows:
        text = _("“%(title)s”还没有候选对象。", title=section.title)
        yield Issue("no_nominees", text, url)
        return
    yield from _about_numbers(poll, section, len(rows))
    yield from _about_namesakes(section, rows, url)
    untold = [row.shown for row in rows if not row.nominee.story]
    if untold:
        text = _(
            "“%(title)s”有 %(n)s 个候选对象还没有事迹简介（%(names)s）。",
            title=section.title,
            n=len(untold),
            names=_few(untold),
        )
        yield Issue("no_story", text, url, blocking=False)
    yield from _about_order(poll, section)


def _about_numbers(poll: Poll, section: AwardSection, number: int) -> Iterable[Issue]:
    url = page_of(poll, f"sections/{section.id}")
    said = {"title": section.title, "n": number, "quota": section.quota, "ticks": section.ticks}
    if section.exact and number < section.ticks:
        text = _("“%(title)s”要求恰好推荐 %(ticks)s 个，候选对象只有 %(n)s 个。", **said)
        yield Issue("too_few_to_tick", text, url)
    if number < section.quota:
        text = _("“%(title)s”候选对象 %(n)s 个，少于名额 %(quota)s 个，将有空缺。", **said)
        yield Issue("fewer_than_quota", text, url, blocking=False)
    elif number == section.quota and section.follows_id is None:
        text = _("“%(title)s”候选对象与名额相等（%(n)s 个），请核对是否差额评选。", **said)
        yield Issue("as_many_as_quota", text, url, blocking=False)


def _about_namesakes(section: AwardSection, rows: list[queries.Row], url: str) -> Iterable[Issue]:
    twice = [name for name, number in Counter(row.shown for row in rows).items() if number > 1]
    if twice:
        text = _(
            "“%(title)s”中“%(name)s”重名，选票上无法区分，请改正名称或部门。",
            title=section.title,
            name=twice[0],
        )
        yield Issue("namesakes", text, url)


def _about_order(poll: Poll, section: AwardSection) -> Iterable[Issue]:
    url, strange = section_page(poll, section, "order"), queries.unknown_signs(section)
    if section.manual_order:
        text = _("“%(title)s”的顺序为手工调整。", title=section.title)
        yield Issue("manual_order", text, url, blocking=False)
    elif strange:
        text = _("“%(signs)s”不在笔画表中，排在了最后，请核对顺序。", signs="、".join(strange))
        yield Issue("unknown_strokes", text, url, blocking=False)


def _about_people(poll: Poll, sections: list[AwardSection]) -> Iterable[Issue]:
    several = Counter(
        row.shown
        for section in sections
        for row in queries.ballot_rows(section)
        if row.nominee.person_id is not None
    )
    twice = [name for name, number in several.items() if number > 1]
    if twice:
        text = _("%(names)s同时参评两个以上奖项，请核对。", names=_few(twice))
        yield Issue("nominated_twice", text, page_of(poll, "sections"), blocking=False)


def _about_jury(poll: Poll, found: Award) -> Iterable[Issue]:
    weighed, url = jury.weighed(found.poll_id), page_of(poll, "jury")
    if not weighed:
        return
    if not jury.jurors(poll.id):
        text = _("“%(title)s”计评审分，还没有登记评审。", title=weighed[0].title)
        yield Issue("no_jury", text, url)
        return
    missing = sum(jury.sheet(section).missing for section in weighed)
    if missing:
        text = _("还有 %(n)s 个评审分没有录入；计票前须录齐。", n=missing)
        yield Issue("scores_missing", text, url, blocking=False)
    nominated = jury.jurors_nominated(poll.id)
    if nominated:
        text = _("评审%(names)s同时是候选对象，对本人应登记回避。", names=_few(nominated))
        yield Issue("juror_nominated", text, url, blocking=False)


def _few(names: list[str]) -> str:
    few = "、".join(names[:3])
    return few if len(names) <= 3 else _("%(names)s等", names=few)  # noqa: PLR2004 - a few names
