"""The pages of an award; each module adds its own to the one blueprint."""

from voting.awards.views import follow_ups, jury, nominees, order, public, publicity, sections
from voting.awards.views.blueprint import bp

__all__ = [
    "bp",
    "follow_ups",
    "jury",
    "nominees",
    "order",
    "public",
    "publicity",
    "sections",
]
