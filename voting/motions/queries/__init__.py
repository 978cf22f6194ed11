"""What pages read of motions; nothing here writes."""

from voting.motions.queries.counts import count_by_state, filed_in
from voting.motions.queries.facts import Reading
from voting.motions.queries.files import file_of
from voting.motions.queries.likeness import Like, similar_to
from voting.motions.queries.lists import (
    ListPage,
    Row,
    Wanted,
    asked_to_second,
    own,
    public_list,
    to_rate,
)
from voting.motions.queries.places import Place, places
from voting.motions.queries.reading import read
from voting.motions.queries.seconding import answer_of
from voting.motions.queries.seeing import (
    is_public,
    is_reader,
    may_read,
    readable,
    readers,
    sees_names,
    standing_of,
)
from voting.motions.queries.timeline import Entry, timeline

__all__ = [
    "Entry",
    "Like",
    "ListPage",
    "Place",
    "Reading",
    "Row",
    "Wanted",
    "answer_of",
    "asked_to_second",
    "count_by_state",
    "file_of",
    "filed_in",
    "is_public",
    "is_reader",
    "may_read",
    "own",
    "places",
    "public_list",
    "read",
    "readable",
    "readers",
    "sees_names",
    "similar_to",
    "standing_of",
    "timeline",
    "to_rate",
]
