"""Who may see what of an evaluation's result, and in which order the subjects stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.i18n import lazy


class Visibility(StrEnum):
    """How far a declared result reaches beyond the officers of the meeting."""

    LEADERS = "leaders"
    """Nobody beyond them."""
    BODIES = "bodies"
    """The meeting sees the bodies' figures (班子), and no person's."""
    MEETING = "meeting"
    PUBLIC = "public"


class OrderRule(StrEnum):
    """In which order the subjects stand on the sheet."""

    STROKES = "strokes"
    """姓氏笔画."""
    POSTS = "posts"
    """By their posts, as an officer numbered them."""
    MANUAL = "manual"
    """Any other order, with the reason for it."""


VISIBILITY_LABELS: dict[Visibility, str] = {
    Visibility.LEADERS: lazy("只供领导掌握：会议工作人员可以看，代表看不到"),
    Visibility.BODIES: lazy("向参会人员公布班子的结果，不公布个人的"),
    Visibility.MEETING: lazy("向参会人员公布全部票数"),
    Visibility.PUBLIC: lazy("公布后任何人都可以看"),
}
ORDER_LABELS: dict[OrderRule, str] = {
    OrderRule.STROKES: lazy("按姓氏笔画排列"),
    OrderRule.POSTS: lazy("按职务排列"),
    OrderRule.MANUAL: lazy("其他顺序（须写明理由）"),
}


class Viewer(StrEnum):
    """Who looks at a result."""

    OFFICER = "officer"
    PARTICIPANT = "participant"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Line:
    """What deciding about one subject's figures needs: its id, and whether it is a body."""

    id: str
    is_body: bool


def lines_shown(
    viewer: Viewer, visibility: Visibility, lines: Sequence[Line], *, published: bool
) -> frozenset[str]:
    """Return the subjects whose figures somebody may see once the result is declared."""
    everything = frozenset(line.id for line in lines)
    if viewer is Viewer.OFFICER or (visibility is Visibility.PUBLIC and published):
        return everything
    if viewer is Viewer.STRANGER:
        return frozenset()
    if visibility in {Visibility.MEETING, Visibility.PUBLIC}:
        return everything
    if visibility is Visibility.BODIES:
        return frozenset(line.id for line in lines if line.is_body)
    return frozenset()
