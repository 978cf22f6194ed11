"""The secretary says who is judged, with their reports and their order."""

import io

import pytest

from tests.cast import version
from tests.services.congress.school import number_of
from tests.services.evaluations.making import (
    a_draft,
    the_evaluation,
)
from tests.web.access.visiting import heading
from tests.web.evaluations.pages import names, said, url
from voting.evaluations import queries


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall, hall.delegates[:2])


def test_several_numbers_are_pasted_from_a_spreadsheet(hall, secretary):
    poll_id = a_draft(hall)
    one, two = (number_of(each) for each in hall.delegates[:2])
    reply = secretary.post(
        url(hall, poll_id, "subjects/numbers"),
        version=version(poll_id),
        numbers=f"{one}\t副校长\t分管教学\r\n{two}",
    )
    assert reply.status_code == 303
    rows = queries.sheet_rows(the_evaluation(poll_id))
    assert [(row.shown, row.subject.line) for row in rows] == [
        ("丁一", "副校长 · 分管教学"),
        ("王二", ""),
    ]


def test_numbers_nobody_has_stay_on_the_page(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(
        url(hall, poll_id, "subjects/numbers"), version=version(poll_id), numbers="A-7"
    )
    assert reply.status_code == 422
    assert "没有这些工号：A-7" in said(reply)
    assert ">A-7</textarea>" in said(reply).replace("\r\n", "").replace("\n", "")
    assert names(poll_id) == []


@pytest.mark.parametrize(
    ("said_of", "told"),
    [(f"{'长' * 61}", "职务最多 60 个字"), (f"副校长\t{'长' * 201}", "说明最多 200 个字"),
     ("副校长\t分管\u202e教学", "不可见字符")],
)  # fmt: skip
def test_a_pasted_line_is_taken_whole_or_not_at_all(hall, secretary, said_of, told):
    poll_id = a_draft(hall)
    reply = secretary.post(
        url(hall, poll_id, "subjects/numbers"),
        version=version(poll_id),
        numbers=f"{number_of(hall.delegates[0])}\t{said_of}",
    )
    assert reply.status_code == 422
    assert told in said(reply)
    assert names(poll_id) == []


def test_a_body_is_added_by_its_name(hall, secretary):
    poll_id = a_draft(hall)
    secretary.post(url(hall, poll_id, "subjects/body"), version=version(poll_id), name="校领导班子")
    assert names(poll_id) == ["校领导班子"]
    reply = secretary.post(url(hall, poll_id, "subjects/body"), version=version(poll_id), name="")
    assert reply.status_code == 422


def test_a_subject_is_told_of_and_taken_off(hall, secretary, poll_id):
    one = queries.subjects(poll_id)[0]
    at = url(hall, poll_id, f"subjects/{one.id}")
    secretary.post(at, version=version(poll_id), post="副校长", note="分管教学")
    assert "副校长 · 分管教学" in said(secretary.get(url(hall, poll_id, "subjects")))

    reply = secretary.post(at, version=version(poll_id), extra="1.5")
    assert reply.status_code == 422
    assert "三项缺一不可" in said(reply)

    secretary.post(f"{at}/remove", version=version(poll_id))
    assert names(poll_id) == ["王二"]
    assert secretary.get(at).status_code == 404


def test_a_report_is_uploaded_read_and_removed(hall, secretary, delegate, poll_id):
    one = queries.subjects(poll_id)[0]
    at = url(hall, poll_id, f"subjects/{one.id}/report")
    sent = (io.BytesIO(b"%PDF-1.7 report"), "述职报告.pdf")
    reply = secretary.post(at, report=sent)
    assert reply.status_code == 303
    assert "述职报告.pdf" in said(secretary.get(reply.location))
    with secretary.get(at) as sent_back:
        assert sent_back.data == b"%PDF-1.7 report"

    phone = said(delegate.get(f"/m/{hall.meeting_id}"))
    assert "述职报告：中层干部民主测评" in phone
    page = said(delegate.get(url(hall, poll_id, "reports")))
    assert heading(delegate.get(url(hall, poll_id, "reports"))) == "述职报告"
    assert "没有书面报告" in page
    with delegate.get(url(hall, poll_id, f"reports/{one.id}")) as read:
        assert (read.data, read.mimetype) == (b"%PDF-1.7 report", "application/pdf")

    secretary.post(f"{at}/remove")
    assert secretary.get(at).status_code == 404
    assert delegate.get(url(hall, poll_id, f"reports/{one.id}")).status_code == 404


@pytest.mark.parametrize("content", [(b"MZ", "report.exe"), (b"hello", "report.pdf")])
def test_what_is_no_document_is_not_taken_as_a_report(hall, secretary, poll_id, content):
    one = queries.subjects(poll_id)[0]
    at = url(hall, poll_id, f"subjects/{one.id}/report")
    reply = secretary.post(at, report=(io.BytesIO(content[0]), content[1]))
    assert reply.status_code == 422
    assert "不支持这种文件" in said(reply)
    assert secretary.post(at).status_code == 422


def test_reports_are_for_the_meeting_only(hall, outsider, chair, poll_id):
    assert outsider.get(url(hall, poll_id, "reports")).status_code == 403
    assert chair.get(url(hall, poll_id, "reports")).status_code == 200


def test_subjects_are_put_in_order_by_their_posts(hall, secretary, poll_id):
    one, two = (subject.id for subject in queries.subjects(poll_id))
    sent = {f"place-{one}": "2", f"place-{two}": "1", "rule": "posts"}
    reply = secretary.post(url(hall, poll_id, "order"), version=version(poll_id), **sent)
    assert reply.status_code == 303
    assert names(poll_id) == ["王二", "丁一"]

    for wrong in ({f"place-{one}": "2", f"place-{two}": "2"}, {f"place-{one}": "1"}):
        reply = secretary.post(
            url(hall, poll_id, "order"), version=version(poll_id), rule="posts", **wrong
        )
        assert reply.status_code in {409, 422}
    reply = secretary.post(
        url(hall, poll_id, "order"), version=version(poll_id), **(sent | {"rule": "manual"})
    )
    assert "须写明理由" in said(reply)
    secretary.post(url(hall, poll_id, "order"), version=version(poll_id), rule="strokes")
    assert names(poll_id) == ["丁一", "王二"]
