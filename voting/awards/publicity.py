"""Where the posting of the list stands (获奖名单公示): posted, changed since, objected, over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.awards import queries
from voting.awards.honours import SectionHonours, honours, listed
from voting.awards.models import Award, HonourNotice, HonourObjection
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import DECLARED
from voting.web.pages import day


@dataclass(frozen=True, slots=True)
class Publicity:
    """Everything the page of the posting shows."""

    poll: Poll
    award: Award
    sections: Sequence[SectionHonours]
    notice: HonourNotice | None
    earlier: int
    objections: Sequence[HonourObjection]

    @property
    def declared(self) -> bool:
        """Whether there is a result to post."""
        return self.poll.state in DECLARED

    @property
    def undecided(self) -> list[str]:
        """The sections in which equal ones still wait for people to decide."""
        return [one.section.title for one in self.sections if one.undecided]

    @property
    def open_objections(self) -> list[HonourObjection]:
        """Objections without a conclusion."""
        return [one for one in self.objections if not one.conclusion]

    @property
    def changed(self) -> bool:
        """Whether the list is another now than the one that was posted."""
        return self.notice is not None and self.notice.sections != listed(self.sections)

    def over(self, today: date) -> bool:
        """Tell whether the list has been posted for all its days."""
        return self.notice is not None and today > self.notice.last

    def lacking(self, today: date) -> list[str]:
        """Return what stands between the list and its final publication."""
        found = self.lacking_for_posting()
        if self.notice is None:
            return [*found, _("获奖名单还没有公示。")]
        if self.changed:
            found.append(_("名单与公示的不同，须重新公示。"))
        elif not self.over(today):
            found.append(_("公示到%(day)s为止，还没有期满。", day=day(self.notice.last)))
        if self.open_objections:
            found.append(_("还有 %(n)s 条异议没有处理结论。", n=len(self.open_objections)))
        return found

    def lacking_for_posting(self) -> list[str]:
        """Return what stands between the result and its posting."""
        if not self.declared:
            return [_("主持人还没有宣布评选结果。")]
        if not any(one.kept for one in self.sections):
            return [_("名单上还没有人，不能公示。")]
        return [
            _("“%(title)s”有票数或得分相等者，还没有决定。", title=title)
            for title in self.undecided
        ]


def publicity(poll: Poll) -> Publicity:
    """Return where the posting of an award stands; ``poll`` is its first ballot."""
    notices = (
        select(HonourNotice).where(HonourNotice.poll_id == poll.id).order_by(HonourNotice.id.desc())
    )
    posted = list(db.session.execute(notices).scalars())
    objections = (
        select(HonourObjection)
        .where(HonourObjection.poll_id == poll.id)
        .order_by(HonourObjection.id)
    )
    return Publicity(
        poll,
        queries.award(poll.id),
        honours(poll),
        posted[0] if posted else None,
        max(len(posted) - 1, 0),
        list(db.session.execute(objections).scalars()),
    )


def objection(poll_id: int, objection_id: int) -> HonourObjection:
    """Return an objection to the list of an award."""
    found = db.session.get(HonourObjection, objection_id)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这条异议，请刷新页面。"))
    return found


def state_words(found: Publicity) -> str:
    """Say in a sentence where the posting stands."""
    if found.award.final_on is not None:
        return _("获奖名单已于%(day)s正式公布。", day=day(found.award.final_on))
    if found.notice is None:
        return _("获奖名单还没有公示。")
    if found.over(clock.today()):
        return _("公示已于%(day)s期满。", day=day(found.notice.last))
    return _("公示中，到%(day)s为止。", day=day(found.notice.last))
