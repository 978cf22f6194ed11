"""Use cases of congresses and meetings: one transaction and, where official, one log entry each."""

from voting.congress.service.agenda import (
    ItemFacts,
    add_agenda_item,
    add_document,
    change_agenda_item,
    mark_agenda_item,
    move_agenda_item,
    remove_agenda_item,
    remove_document,
)
from voting.congress.service.appointments import appoint, end_appointment
from voting.congress.service.cards import MOST_CARDS, Card, CardChoice, print_cards
from voting.congress.service.check_in import (
    Outcome,
    Reception,
    check_in,
    check_in_self,
    receive,
    undo_check_in,
)
from voting.congress.service.congresses import CongressFacts, change_congress, create_congress
from voting.congress.service.delegates import (
    end_delegate,
    name_leader,
    update_delegates_from_roster,
)
from voting.congress.service.meetings import (
    ApprovalFacts,
    MeetingFacts,
    change_meeting,
    create_meeting,
    freeze_delegates,
    override_approval,
    record_approval,
    reopen_credentials,
)

__all__ = [
    "MOST_CARDS",
    "ApprovalFacts",
    "Card",
    "CardChoice",
    "CongressFacts",
    "ItemFacts",
    "MeetingFacts",
    "Outcome",
    "Reception",
    "add_agenda_item",
    "add_document",
    "appoint",
    "change_agenda_item",
    "change_congress",
    "change_meeting",
    "check_in",
    "check_in_self",
    "create_congress",
    "create_meeting",
    "end_appointment",
    "end_delegate",
    "freeze_delegates",
    "mark_agenda_item",
    "move_agenda_item",
    "name_leader",
    "override_approval",
    "print_cards",
    "receive",
    "record_approval",
    "remove_agenda_item",
    "remove_document",
    "reopen_credentials",
    "undo_check_in",
    "update_delegates_from_roster",
]
