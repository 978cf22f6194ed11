"""The pages of congresses and meetings; ``bp`` carries them all."""

from voting.congress.views import (
    agenda,
    appointments,
    cards,
    check_in,
    congresses,
    delegates,
    meetings,
    phone,
)
from voting.congress.views.blueprint import bp

__all__ = [
    "agenda",
    "appointments",
    "bp",
    "cards",
    "check_in",
    "congresses",
    "delegates",
    "meetings",
    "phone",
]
