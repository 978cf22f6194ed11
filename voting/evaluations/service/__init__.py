"""What officers do with an evaluation, each act in one transaction and in the log."""

from voting.evaluations.service.copies import (
    NewEvaluation,
    copy_from,
    create_evaluation,
    create_pair,
)
from voting.evaluations.service.groups import GroupFacts, assign, assign_with_post, set_groups
from voting.evaluations.service.setup import (
    SeriesFacts,
    SheetFacts,
    VisibilityFacts,
    change_plan,
    change_scheme,
    set_series,
    set_up,
    set_visibility,
)
from voting.evaluations.service.subjects import (
    NumberLine,
    SubjectFacts,
    add_body,
    add_subject,
    add_subjects,
    attach_report,
    change_subject,
    order_by,
    remove_report,
    remove_subject,
)

__all__ = [
    "GroupFacts",
    "NewEvaluation",
    "NumberLine",
    "SeriesFacts",
    "SheetFacts",
    "SubjectFacts",
    "VisibilityFacts",
    "add_body",
    "add_subject",
    "add_subjects",
    "assign",
    "assign_with_post",
    "attach_report",
    "change_plan",
    "change_scheme",
    "change_subject",
    "copy_from",
    "create_evaluation",
    "create_pair",
    "order_by",
    "remove_report",
    "remove_subject",
    "set_groups",
    "set_series",
    "set_up",
    "set_visibility",
]
