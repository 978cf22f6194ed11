"""What officers do with an award, each act in one transaction and in the log."""

from voting.awards.service.decisions import DecisionFacts, decide, leave_vacant
from voting.awards.service.jury import enter_scores, name_jurors
from voting.awards.service.next_ballots import create_again, create_run_off
from voting.awards.service.nominees import (
    NomineeFacts,
    add_named,
    add_person,
    change_nominee,
    withdraw_nominee,
)
from voting.awards.service.order import order_as_given, order_by_hand
from voting.awards.service.publicity import (
    NoticeFacts,
    conclude_objection,
    post,
    publish,
    record_objection,
    revoke,
)
from voting.awards.service.sections import (
    SectionFacts,
    add_section,
    change_section,
    remove_section,
    use_plan,
)
from voting.awards.service.setup import SettingsFacts, create_award, present, set_up

__all__ = [
    "DecisionFacts",
    "NomineeFacts",
    "NoticeFacts",
    "SectionFacts",
    "SettingsFacts",
    "add_named",
    "add_person",
    "add_section",
    "change_nominee",
    "change_section",
    "conclude_objection",
    "create_again",
    "create_award",
    "create_run_off",
    "decide",
    "enter_scores",
    "leave_vacant",
    "name_jurors",
    "order_as_given",
    "order_by_hand",
    "post",
    "present",
    "publish",
    "record_objection",
    "remove_section",
    "revoke",
    "set_up",
    "use_plan",
    "withdraw_nominee",
]
