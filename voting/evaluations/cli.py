"""What evaluations add to ``voting count``: a file of the kind ``evaluation``."""

from voting.evaluations import counting
from voting.evaluations.count_table import table
from voting.polls.count_command import Answer


def count_evaluation(document: object) -> Answer:
    """Count a file of the kind ``evaluation``."""
    counted = counting.count(document)
    return Answer(counting.answer(counted), table(counted.outcome))
