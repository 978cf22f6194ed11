"""The pages of documents put to the vote; each module adds its own to the one blueprint."""

from voting.resolutions.views import hands, items, joint, public, said, settings, texts
from voting.resolutions.views.blueprint import bp

__all__ = ["bp", "hands", "items", "joint", "public", "said", "settings", "texts"]
