"""The pages of an evaluation; each module adds its own to the one blueprint."""

from voting.evaluations.views import plans, public, results, settings, subjects
from voting.evaluations.views.blueprint import bp

__all__ = ["bp", "plans", "public", "results", "settings", "subjects"]
