"""The pages of motions; each module adds its own to the one blueprint.

A further part of the work adds its module to the import and to ``__all__``, nothing else.
"""

from voting.motions.views import (
    books,
    desk,
    drafting,
    excellent,
    home,
    importing,
    lists,
    mail,
    office,
    replies,
    report,
    requests,
    review,
    seconding,
    settings,
    show,
    staff,
)
from voting.motions.views.blueprint import bp

__all__ = [
    "books",
    "bp",
    "desk",
    "drafting",
    "excellent",
    "home",
    "importing",
    "lists",
    "mail",
    "office",
    "replies",
    "report",
    "requests",
    "review",
    "seconding",
    "settings",
    "show",
    "staff",
]
