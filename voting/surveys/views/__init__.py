"""The pages of surveys; each module adds its own to the one blueprint."""

from voting.surveys.views import (
    answering,
    answering_phone,
    batches,
    building,
    building_imports,
    building_items,
    comments,
    following,
    judging,
    office,
    results,
)
from voting.surveys.views.blueprint import bp

__all__ = [
    "answering",
    "answering_phone",
    "batches",
    "bp",
    "building",
    "building_imports",
    "building_items",
    "comments",
    "following",
    "judging",
    "office",
    "results",
]
