"""Who may read reports, and who keeps the registers and books of a congress."""

from voting.access.principal import Kind as Entrance, Principal
from voting.errors import NotAllowed
from voting.i18n import _
from voting.motions.office import is_secretary
from voting.motions.queries.seeing import is_reader
from voting.motions.roles import seats_of
from voting.motions.rules import Seat


def demand_reader(who: Principal) -> None:
    """Refuse whoever is neither a delegate nor an officer."""
    if not is_reader(who):
        raise NotAllowed(_("提案工作报告供代表和工作人员查看。如有需要请联系工会办公室。"))


def is_reviewer(congress_id: int, who: Principal) -> bool:
    """Tell whether somebody is the secretary, or of the committee of this congress."""
    return is_secretary(who) or on_committee(congress_id, who)


def on_committee(congress_id: int, who: Principal) -> bool:
    """Tell whether somebody is of the committee of a congress, signed in by password."""
    if who.kind is not Entrance.OFFICER or who.person_id is None:
        return False
    return any(seat.seat == Seat.COMMITTEE for seat in seats_of(congress_id, who.person_id))


def demand_secretary(who: Principal) -> None:
    """Refuse whoever did not sign in as the secretary."""
    if not is_secretary(who):
        raise NotAllowed(_("这项工作由秘书（工会办公室）办理，请联系他们。"))


def demand_reviewer(congress_id: int, who: Principal) -> None:
    """Refuse whoever is neither the secretary nor of the committee."""
    if not is_reviewer(congress_id, who):
        raise NotAllowed(_("这项工作由秘书和提案工作委员会办理，请联系他们。"))
