"""The pages of an election; each module adds its own to the one blueprint."""

from voting.elections.views import candidates, follow_ups, notices, public, settings
from voting.elections.views.blueprint import bp

__all__ = ["bp", "candidates", "follow_ups", "notices", "public", "settings"]
