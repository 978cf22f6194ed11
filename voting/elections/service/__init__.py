"""What officers do with an election, each act in one transaction and in the log."""

from voting.elections.service.candidates import (
    CandidateFacts,
    add_candidate,
    change_candidate,
    withdraw_candidate,
)
from voting.elections.service.decisions import Consent, decide_tie, leave_vacant, reduce_seats
from voting.elections.service.next_ballots import create_again, create_reballot, create_run_off
from voting.elections.service.notices import (
    ApprovalFacts,
    NoticeFacts,
    record_approval,
    record_notice,
    record_objections,
    waive_approvals,
    waive_notice,
)
from voting.elections.service.setup import (
    ElectionFacts,
    create_election,
    order_by_hand,
    order_by_strokes,
    set_up,
)

__all__ = [
    "ApprovalFacts",
    "CandidateFacts",
    "Consent",
    "ElectionFacts",
    "NoticeFacts",
    "add_candidate",
    "change_candidate",
    "create_again",
    "create_election",
    "create_reballot",
    "create_run_off",
    "decide_tie",
    "leave_vacant",
    "order_by_hand",
    "order_by_strokes",
    "record_approval",
    "record_notice",
    "record_objections",
    "reduce_seats",
    "set_up",
    "waive_approvals",
    "waive_notice",
    "withdraw_candidate",
]
