"""The agenda and its documents."""

import pytest
from sqlalchemy import select

from tests.services.congress.school import ACTOR, a_meeting
from voting.audit.models import AuditEntry
from voting.congress import queries, service
from voting.congress.rules import ItemClass
from voting.congress.service import ItemFacts
from voting.db import db
from voting.errors import IllegalStep, NotFound
from voting.web.uploads import Upload

REPORT = Upload("工作报告.pdf", "b" * 64, 2048, "application/pdf")


def add(school, title="听取工会工作报告", item_class=ItemClass.HEAR):
    return service.add_agenda_item(school.meeting_id, ItemFacts(title, item_class), ACTOR).id


def titles(school):
    db.session.rollback()
    return [item.title for item in queries.agenda(school.meeting_id)]


def test_items_stand_in_the_order_they_were_added(school):
    for title in ("一", "二", "三"):
        add(school, title)
    assert titles(school) == ["一", "二", "三"]


def test_an_item_is_changed(school):
    item_id = add(school)
    facts = ItemFacts("审议财务报告", ItemClass.REVIEW, "预审意见见附件")
    service.change_agenda_item(school.meeting_id, item_id, facts, ACTOR)
    item = queries.agenda_item(school.meeting_id, item_id)
    assert (item.title, item.class_label, item.note) == ("审议财务报告", "审议", "预审意见见附件")


@pytest.mark.parametrize(
    ("place", "steps", "after"),
    [
        (0, 1, ["二", "一", "三"]),
        (2, -1, ["一", "三", "二"]),
        (0, -1, ["一", "二", "三"]),
        (2, 1, ["一", "二", "三"]),
        (0, 5, ["二", "三", "一"]),
    ],
)
def test_an_item_moves_and_stays_at_either_end(school, place, steps, after):
    ids = [add(school, title) for title in ("一", "二", "三")]
    service.move_agenda_item(school.meeting_id, ids[place], steps, ACTOR)
    assert titles(school) == after


def test_an_item_is_marked_as_dealt_with_and_back(school):
    item_id = add(school)
    service.mark_agenda_item(school.meeting_id, item_id, ACTOR, done=True)
    assert queries.agenda_item(school.meeting_id, item_id).done
    service.mark_agenda_item(school.meeting_id, item_id, ACTOR, done=False)
    db.session.rollback()
    assert not queries.agenda_item(school.meeting_id, item_id).done


def test_an_item_is_removed(school):
    item_id = add(school)
    service.remove_agenda_item(school.meeting_id, item_id, ACTOR)
    assert titles(school) == []
    acts = db.session.execute(
        select(AuditEntry.details).where(AuditEntry.event == "agenda:changed")
    ).scalars()
    assert ["added" in act or "removed" in act for act in acts] == [True, True]


def test_an_item_with_documents_is_not_removed(school):
    item_id = add(school)
    service.add_document(school.meeting_id, item_id, "", REPORT, ACTOR)
    with pytest.raises(IllegalStep, match="先逐一移除文件"):
        service.remove_agenda_item(school.meeting_id, item_id, ACTOR)
    assert titles(school) == ["听取工会工作报告"]


def test_a_document_is_added_with_its_digest_and_named_after_its_file(school):
    item_id = add(school)
    made = service.add_document(school.meeting_id, item_id, "", REPORT, ACTOR)
    found = queries.document(school.meeting_id, made.id)
    assert (found.title, found.sha256, found.size) == ("工作报告", "b" * 64, 2048)
    titled = service.add_document(school.meeting_id, item_id, "报告全文", REPORT, ACTOR)
    assert queries.document(school.meeting_id, titled.id).title == "报告全文"
    entry = db.session.execute(
        select(AuditEntry).where(AuditEntry.event == "document:added").limit(1)
    ).scalar_one()
    assert "b" * 64 in entry.details


def test_a_document_is_removed_and_the_log_keeps_its_digest(school):
    item_id = add(school)
    made = service.add_document(school.meeting_id, item_id, "", REPORT, ACTOR)
    service.remove_document(school.meeting_id, made.id, ACTOR)
    db.session.rollback()
    with pytest.raises(NotFound, match="没有这份文件"):
        queries.document(school.meeting_id, made.id)
    entry = db.session.execute(
        select(AuditEntry).where(AuditEntry.event == "document:removed")
    ).scalar_one()
    assert "b" * 64 in entry.details


def test_nothing_of_another_meeting_is_reached(school):
    item_id = add(school)
    document = service.add_document(school.meeting_id, item_id, "", REPORT, ACTOR)
    other = a_meeting(school.congress_id, ordinal=4)
    facts = ItemFacts("改", ItemClass.HEAR)
    for act in (
        lambda: service.change_agenda_item(other, item_id, facts, ACTOR),
        lambda: service.move_agenda_item(other, item_id, 1, ACTOR),
        lambda: service.mark_agenda_item(other, item_id, ACTOR, done=True),
        lambda: service.remove_agenda_item(other, item_id, ACTOR),
        lambda: service.add_document(other, item_id, "", REPORT, ACTOR),
        lambda: service.remove_document(other, document.id, ACTOR),
        lambda: queries.document(other, document.id),
        lambda: service.remove_document(school.meeting_id, 9999, ACTOR),
    ):
        with pytest.raises(NotFound):
            act()
    db.session.rollback()
    item = queries.agenda_item(school.meeting_id, item_id)
    assert (item.title, item.done, len(item.documents)) == ("听取工会工作报告", False, 1)
