"""What is decided without a ballot: by a show of hands, and between meetings."""

from dataclasses import dataclass

from sqlalchemy import select

from voting.congress import queries as congress
from voting.congress.models import Meeting
from voting.db import db
from voting.resolutions.models import HandVote, JointDecision


def hand_votes(meeting_id: int) -> list[HandVote]:
    """Return the shows of hands of a meeting as they were recorded, withdrawn ones too."""
    wanted = select(HandVote).where(HandVote.meeting_id == meeting_id).order_by(HandVote.id)
    return list(db.session.execute(wanted).scalars())


@dataclass(frozen=True, slots=True)
class JointRow:
    """A decision of a joint meeting as one meeting sees it."""

    decision: JointDecision
    on_agenda: bool
    """Whether it is on this meeting's agenda."""
    settled_here: bool

    @property
    def waits(self) -> bool:
        """Whether it still waits for a meeting to confirm it."""
        return self.decision.outcome is None


def joint_decisions(meeting: Meeting) -> list[JointRow]:
    """Return what a meeting has to confirm, or did: nothing another meeting has settled."""
    own = {item.id for item in congress.agenda(meeting.id)}
    rows = [
        JointRow(each, each.agenda_item_id in own, each.confirmed_by_id == meeting.id)
        for each in decisions_of(meeting.congress_id)
    ]
    return [row for row in rows if row.waits or row.settled_here]


def decisions_of(congress_id: int) -> list[JointDecision]:
    """Return all decisions of joint meetings of a congress, the latest first."""
    wanted = select(JointDecision).where(JointDecision.congress_id == congress_id)
    ordered = wanted.order_by(JointDecision.decided_on.desc(), JointDecision.id.desc())
    return list(db.session.execute(ordered).scalars())
