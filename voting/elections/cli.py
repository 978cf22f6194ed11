"""What elections add to ``voting count``: a file of the kind ``election``."""

from voting.elections import counting
from voting.elections.count_table import table
from voting.polls.count_command import Answer


def count_election(document: object) -> Answer:
    """Count a file of the kind ``election``."""
    counted = counting.count(document)
    return Answer(counting.answer(counted), table(counted))
