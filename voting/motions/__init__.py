"""Motions (提案) and what is handled like them: from the draft to the reply and the feedback."""

# Their tables refer to each other: whoever knows one must know all.
from voting.motions import handling_models, models
from voting.motions.improvements import models as improvement_models
from voting.motions.letterbox import models as letter_models
from voting.motions.situations import models as situation_models

__all__ = [
    "handling_models",
    "improvement_models",
    "letter_models",
    "models",
    "situation_models",
]
