"""Awards as a kind of poll: what the polls slice asks, answered by this one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from typing_extensions import override

from voting.awards import next_steps, opened, queries, readiness
from voting.awards.ballot import contest, limit_sentence
from voting.awards.honours import honours, persons
from voting.awards.rules_data import as_data
from voting.ballots.rules import Contest, Option
from voting.i18n import lazy
from voting.polls.kinds import Counted, FollowUp, Kind, Quorum
from voting.polls.models import Poll
from voting.polls.rules import Issue

_TWO_THIRDS = "2/3"


class AwardKind(Kind):
    """The kind ``award`` (评优)."""

    name = queries.KIND
    label = lazy("评优")
    setup_label = lazy("设置奖项和候选对象")
    sheets = (("award", lazy("评选结果报告单")), ("winners", lazy("获奖名单")))

    @override
    def setup_url(self, poll: Poll) -> str:
        """Return the page of the sections."""
        return readiness.page_of(poll, "sections")

    @override
    def issues(self, poll: Poll) -> list[Issue]:
        """Return the to-do list of an award."""
        return readiness.issues(poll)

    @override
    def contests(self, poll: Poll) -> Sequence[Contest]:
        """Return a contest for each section, nominees in their official order."""
        return [
            contest(
                queries.section_rules(one),
                [
                    Option(row.nominee.option_id, row.shown, row.line)
                    for row in queries.ballot_rows(one)
                ],
            )
            for one in queries.sections(poll.id)
        ]

    @override
    def rules(self, poll: Poll) -> dict[str, Any]:
        """Return the resolved rules of this ballot."""
        return as_data(queries.rules_of(queries.award(poll.id)))

    @override
    def quorum(self, poll: Poll) -> Quorum:
        """Return the attendance the rules demand."""
        found = queries.found_award(poll.id)
        share = Fraction(found.quorum if found else _TWO_THIRDS)
        return Quorum(share.numerator, share.denominator)

    @override
    def filling_in(self, poll: Poll) -> Sequence[str]:
        """Return how many may be recommended in each section."""
        return [limit_sentence(queries.section_rules(one)) for one in queries.sections(poll.id)]

    @override
    def outcome(self, poll: Poll, counted: Counted) -> dict[str, Any]:
        """Return the result by the manifest's rules; jury scores that are missing are refused."""
        return opened.result_document(poll, counted)

    @override
    def candidate_people(self, poll: Poll) -> frozenset[int]:
        """Return the persons who are nominated."""
        return frozenset(
            one.person_id for one in queries.standing(poll.id) if one.person_id is not None
        )

    @override
    def elected_people(self, poll: Poll, result: Mapping[str, Any]) -> frozenset[int]:
        """Return the persons honoured, run-offs and decisions included."""
        return persons(honours(poll))

    @override
    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Return the ways on from a result: ties, gaps, the same again; then the posting."""
        return next_steps.follow_ups(poll)
