"""What awards add to ``voting count``: a file of the kind ``award``."""

from voting.awards import counting
from voting.awards.count_table import table
from voting.polls.count_command import Answer


def count_award(document: object) -> Answer:
    """Count a file of the kind ``award``."""
    counted = counting.count(document)
    return Answer(counting.answer(counted), table(counted))
