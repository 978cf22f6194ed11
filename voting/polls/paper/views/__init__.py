"""The pages of paper ballots; importing them hangs them on the blueprint of polls."""

from voting.polls.paper.views import boxes, desk, entries, printed

__all__ = ["boxes", "desk", "entries", "printed"]
