"""What a page of one motion knows of it: plain facts for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from voting.congress.models import Congress, Meeting
from voting.motions.handling_models import Assignment, FaceToFace, MotionReply, Progress
from voting.motions.models import Motion, MotionFile
from voting.motions.queries.timeline import Entry
from voting.motions.rules import ACT_LABELS, Act, Class, Grade, Role, SecondState, State


@dataclass(frozen=True, slots=True)
class Named:
    """A mover as a page names them; ``mobile`` only where it is for the reader."""

    name: str
    unit: str
    left: bool = False
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Seconding:
    """Somebody who was asked to second, and what they said."""

    person_id: int
    name: str
    unit: str
    state: SecondState


@dataclass(frozen=True, slots=True)
class Reply:
    """A signed reply with its attachments."""

    row: MotionReply
    reply_class: Class
    files: Sequence[MotionFile]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one mover said to a reply."""

    name: str
    round: int
    grade: Grade
    reason: str


@dataclass(frozen=True, slots=True)
class Grades:
    """How many movers said what in one round; those who kept silent are counted apart."""

    round: int
    satisfied: int
    basically: int
    dissatisfied: int
    silent: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A motion as one reader sees it."""

    motion: Motion
    roles: frozenset[Role]
    acts: Sequence[Act]
    congress: Congress
    meeting: Meeting | None
    wanted_unit: str
    names_shown: bool
    movers: Sequence[Named]
    """Empty where they asked to be hidden from this reader."""
    hidden_movers: int
    seconders: Sequence[Seconding]
    files: Sequence[MotionFile]
    tasks: Sequence[Assignment]
    replies: Sequence[Reply]
    progress: Sequence[Progress]
    opinions: Sequence[Opinion]
    """What each mover said, for officers and the movers themselves."""
    grades: Sequence[Grades]
    """What the movers said together, once the motion is done."""
    meetings: Sequence[FaceToFace]
    merged_into: Motion | None
    merged: Sequence[Motion]
    events: Sequence[Entry] = field(default=())

    @property
    def is_mover(self) -> bool:
        """Whether the reader moves it."""
        return Role.MOVER in self.roles

    @property
    def instructions(self) -> list[str]:
        """What the leader wrote when it was assigned (领导批示), where the reader is told."""
        plain = {"", str(ACT_LABELS[Act.ASSIGN])}
        return [
            each.note for each in self.events if each.act is Act.ASSIGN and each.note not in plain
        ]

    @property
    def refusal(self) -> str:
        """Why it was not filed or was sent back, while it stands so; empty where not told."""
        if State(self.motion.state) not in {State.NOT_FILED, State.RETURNED}:
            return ""
        notes = [each.note for each in self.events if each.act in {Act.REJECT, Act.SEND_BACK}]
        return notes[-1] if notes else ""

    @property
    def given(self) -> int:
        """How many have seconded."""
        return sum(each.state is SecondState.GIVEN for each in self.seconders)
