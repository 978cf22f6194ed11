"""What resolutions add to ``voting count``: a file of the kind ``resolution``."""

from voting.polls.count_command import Answer
from voting.resolutions import counting
from voting.resolutions.count_table import table


def count_resolution(document: object) -> Answer:
    """Count a file of the kind ``resolution``."""
    counted = counting.count(document)
    return Answer(counting.answer(counted), table(counted))
