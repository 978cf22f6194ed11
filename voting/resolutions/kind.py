"""Votes on documents as a kind of poll: what the polls slice asks, answered by this one."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from voting.ballots.rules import Contest, Option
from voting.i18n import _, lazy
from voting.polls.kinds import Counted, FollowUp, Kind, Quorum
from voting.polls.models import Poll
from voting.polls.rules import Issue, State
from voting.resolutions import opened, queries, readiness
from voting.resolutions.ballot import contest
from voting.resolutions.models import ResolutionItem
from voting.resolutions.presets import preset
from voting.resolutions.results import Fate, fates
from voting.resolutions.sealed import sealed_data

_SHOWN_OF_DIGEST = 16


class ResolutionKind(Kind):
    """The kind ``resolution`` (表决)."""

    name = queries.KIND
    label = lazy("表决")
    setup_label = lazy("设置规则和议题")
    sheets = (
        ("resolution", lazy("表决结果报告单")),
        ("legality", lazy("会议合法性核对表")),
    )

    @override
    def setup_url(self, poll: Poll) -> str:
        """Return the settings first, the items once there is a set-up."""
        done = queries.found_resolution(poll.id) is not None
        return readiness.page_of(poll, "items" if done else "settings")

    @override
    def issues(self, poll: Poll) -> list[Issue]:
        """Return the to-do list of a vote on documents."""
        return readiness.issues(poll)

    @override
    def contests(self, poll: Poll) -> Sequence[Contest]:
        """Return the one contest: a line a document, in their order."""
        options = [_option(item) for item in queries.standing_items(poll.id)]
        return [contest(opened.CONTEST, poll.title, options)]

    @override
    def rules(self, poll: Poll) -> dict[str, Any]:
        """Return the resolved rules, with each document's version and digest."""
        return sealed_data(queries.to_seal(poll))

    @override
    def quorum(self, poll: Poll) -> Quorum:
        """Return the attendance demanded: the highest of the vote's and of its items'."""
        found = queries.found_resolution(poll.id)
        if found is None:
            share = preset(queries.usual_preset(poll.meeting_id)).quorum.share
            return Quorum(share.num, share.den)
        whole = queries.rules_of(found)
        own = [queries.item_rules(item, whole) for item in queries.standing_items(poll.id)]
        hardest = max((each.quorum.share for each in (whole, *own)), key=lambda s: s.fraction)
        return Quorum(hardest.num, hardest.den)

    @override
    def outcome(self, poll: Poll, counted: Counted) -> dict[str, Any]:
        """Return the result by the manifest's rules."""
        return opened.result_document(poll, counted)

    @override
    def filling_in(self, poll: Poll) -> Sequence[str]:
        """Return how a sheet is filled in."""
        return (
            _("每份文件单独表决：在“同意”“不同意”“弃权”中选一项划“√”。"),
            _("一项也不划的，该项按弃权计；一项划两处以上的，该项作废，不影响其他各项。"),
        )

    @override
    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Return what is to be voted on again: lost documents, changed texts, a void vote."""
        if poll.state == State.ANNULLED:
            return [_again(poll, _("这次表决作废后，可以用同样的规则和议题重新建立。"))]
        if result.get("valid_vote") is False or result.get("quorum") is False:
            return [_again(poll, _("这次表决无效，各项都没有结果，可以重新建立。"))]
        return [one for fate in fates(poll, result) if (one := _follow_up(poll, fate))]


def _option(item: ResolutionItem) -> Option:
    text = item.text_now
    if text is None:
        return Option(item.option_id, item.title)
    note = _("第 %(n)s 版　校验码 %(sum)s…", n=text.number, sum=text.sha256[:_SHOWN_OF_DIGEST])
    return Option(item.option_id, item.title, note)


def _again(poll: Poll, told: str) -> FollowUp:
    return FollowUp(_("重新建立表决"), readiness.page_of(poll, "texts"), told)


def _follow_up(poll: Poll, fate: Fate) -> FollowUp | None:
    title = fate.item.title
    if fate.carried and not fate.needs_new_vote:
        return None
    if fate.follower_url is not None:
        told = _("“%(title)s”已重新提交表决。", title=title)
        return FollowUp(_("打开后续表决"), fate.follower_url, told)
    url = readiness.page_of(poll, "texts")
    if fate.carried:
        return FollowUp(_("重新表决"), url, fate.findings[0].text)
    told = _("“%(title)s”没有通过，修改后可以作为新的一版重新提交表决。", title=title)
    return FollowUp(_("重新提交"), url, told)
