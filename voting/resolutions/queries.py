"""Reading resolutions: the set-up, the documents with their versions, what was said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from voting import clock
from voting.congress import queries as congress
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.resolutions.models import Hearing, ItemComment, Resolution, ResolutionItem, TextVersion
from voting.resolutions.presets import BY_CONGRESS, DEFAULT, resolve
from voting.resolutions.rules import ItemClass, ResolutionRules
from voting.resolutions.sealed import Sealed, SealedItem, read_sealed

KIND = "resolution"


def found_resolution(poll_id: int) -> Resolution | None:
    """Return the set-up of a poll, or None while there is none."""
    return db.session.get(Resolution, poll_id)


def resolution(poll_id: int) -> Resolution:
    """Return the set-up of a poll."""
    found = found_resolution(poll_id)
    if found is None:
        raise NotFound(_("这项表决还没有选定规则，请先完成设置。"))
    return found


def resolution_poll(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll of a meeting that is a vote on documents, or refuse."""
    poll = polls.poll_in(meeting_id, poll_id)
    if poll.kind != KIND:
        raise NotFound(_("这项投票不是对文件的表决。"))
    return poll


def usual_preset(meeting_id: int) -> str:
    """Return the rules of voting a meeting begins with, by those of its congress."""
    return BY_CONGRESS.get(congress.meeting(meeting_id).congress.preset_name, DEFAULT)


def rules_of(found: Resolution) -> ResolutionRules:
    """Return the rules of the whole vote: the preset with what local rules change."""
    return resolve({"extends": found.preset, **found.changes})


def item_rules(item: ResolutionItem, whole: ResolutionRules) -> ResolutionRules:
    """Return the rules of one item: those of the vote for its class, with what is its own."""
    item_class, own = ItemClass(item.item_class), dict(item.changes)
    if "extends" in own:
        below = resolve(own.pop("extends")).for_class(item_class)
    else:
        below = whole.for_class(item_class)
    return resolve(own, below=below)


# --- Documents -------------------------------------------------------------------------------


def items(poll_id: int) -> list[ResolutionItem]:
    """Return all items of a vote in their order, withdrawn ones too."""
    wanted = (
        select(ResolutionItem)
        .where(ResolutionItem.poll_id == poll_id)
        .order_by(ResolutionItem.position, ResolutionItem.id)
    )
    return list(db.session.execute(wanted).scalars())


def standing_items(poll_id: int) -> list[ResolutionItem]:
    """Return the items that are put to the vote, in the order of the ballot."""
    return [item for item in items(poll_id) if item.stands]


def item(poll_id: int, item_id: int) -> ResolutionItem:
    """Return an item of a vote."""
    found = db.session.get(ResolutionItem, item_id)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这项议题，可能已被撤下。请返回议题列表。"))
    return found


def version(of: ResolutionItem, number: int) -> TextVersion:
    """Return one version of an item's text."""
    for each in of.versions:
        if each.number == number:
            return each
    raise NotFound(_("没有这一版文本，请返回议题页查看各版。"))


def comment(item_id: int, comment_id: int) -> ItemComment:
    """Return a comment on an item."""
    found = db.session.get(ItemComment, comment_id)
    if found is None or found.item_id != item_id:
        raise NotFound(_("没有这条意见，可能已被撤回。请刷新页面。"))
    return found


def comments(item_id: int) -> list[ItemComment]:
    """Return what was said of an item, in the order it was said, withdrawn comments too."""
    wanted = select(ItemComment).where(ItemComment.item_id == item_id).order_by(ItemComment.id)
    return list(db.session.execute(wanted).scalars())


def unanswered(poll_id: int) -> Mapping[int, int]:
    """Return, by item, how many comments of a vote still have no reply."""
    wanted = (
        select(ItemComment.item_id, func.count())
        .join(ResolutionItem, ResolutionItem.id == ItemComment.item_id)
        .where(
            ResolutionItem.poll_id == poll_id,
            ItemComment.reply.is_(None),
            ItemComment.withdrawn_at.is_(None),
        )
        .group_by(ItemComment.item_id)
    )
    return dict(db.session.execute(wanted).all())


def hearings(item_id: int) -> list[Hearing]:
    """Return the hearings on an item, the earliest first."""
    wanted = select(Hearing).where(Hearing.item_id == item_id)
    return list(db.session.execute(wanted.order_by(Hearing.held_on, Hearing.id)).scalars())


def follower(item_id: int) -> ResolutionItem | None:
    """Return the item that takes this one up again, in a vote that is not annulled."""
    wanted = (
        select(ResolutionItem)
        .join(Poll, Poll.id == ResolutionItem.poll_id)
        .where(
            ResolutionItem.earlier_item_id == item_id,
            Poll.state != State.ANNULLED.value,
        )
        .order_by(ResolutionItem.id.desc())
    )
    return db.session.execute(wanted).scalars().first()


@dataclass(frozen=True, slots=True)
class Readable:
    """A vote whose documents a participant can read."""

    poll: Poll
    items: tuple[ResolutionItem, ...]


def readable(meeting_id: int) -> list[Readable]:
    """Return the votes of a meeting with documents to read, those without any text left out."""
    found = []
    for poll in polls.polls_of(meeting_id):
        if poll.kind == KIND and poll.state != State.ANNULLED:
            given = tuple(item for item in standing_items(poll.id) if item.versions)
            if given:
                found.append(Readable(poll, given))
    return found


# --- What is frozen --------------------------------------------------------------------------


def to_seal(poll: Poll) -> Sealed:
    """Return a draft as it would be frozen now; every item on it must have a text."""
    found = resolution(poll.id)
    whole = rules_of(found)
    return Sealed(
        whole,
        clock.local(congress.meeting(poll.meeting_id).held_at).date(),
        tuple(_to_seal(each, whole) for each in standing_items(poll.id)),
    )


def _to_seal(each: ResolutionItem, whole: ResolutionRules) -> SealedItem:
    first, last = each.versions[0], each.versions[-1]
    return SealedItem(
        id=each.option_id,
        title=each.title,
        item_class=ItemClass(each.item_class),
        rules=item_rules(each, whole),
        version=last.number,
        sha256=last.sha256,
        given_on=clock.local(first.uploaded_at).date(),
        text_on=clock.local(last.uploaded_at).date(),
    )


def sealed(poll: Poll) -> Sealed:
    """Return what a sealed vote froze."""
    return read_sealed(polls.manifest_of(poll).rules)
