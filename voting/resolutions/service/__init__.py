"""What is done with documents put to the vote, each act in one transaction and in the log."""

from voting.resolutions.service.comments import make_comment, reply, withdraw_comment
from voting.resolutions.service.hands import HandFacts, record_hand_vote, withdraw_hand_vote
from voting.resolutions.service.hearings import HearingFacts, record_hearing
from voting.resolutions.service.items import (
    ItemFacts,
    add_item,
    change_item,
    move_item,
    withdraw_item,
)
from voting.resolutions.service.joint import (
    JointFacts,
    on_new_meeting,
    put_on_agenda,
    record_joint_decision,
    settle_joint_decision,
)
from voting.resolutions.service.next_votes import create_again, resubmit
from voting.resolutions.service.setup import ResolutionFacts, create_resolution, set_up
from voting.resolutions.service.texts import add_file, add_text

__all__ = [
    "HandFacts",
    "HearingFacts",
    "ItemFacts",
    "JointFacts",
    "ResolutionFacts",
    "add_file",
    "add_item",
    "add_text",
    "change_item",
    "create_again",
    "create_resolution",
    "make_comment",
    "move_item",
    "on_new_meeting",
    "put_on_agenda",
    "record_hand_vote",
    "record_hearing",
    "record_joint_decision",
    "reply",
    "resubmit",
    "set_up",
    "settle_joint_decision",
    "withdraw_comment",
    "withdraw_hand_vote",
    "withdraw_item",
]
