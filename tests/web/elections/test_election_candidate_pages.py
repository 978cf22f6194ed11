"""The secretary finds candidates, tells of them, and takes them off the list."""

import io

import pytest
from PIL import Image

from tests.cast import version
from tests.services.elections.making import (
    a_draft,
    standing,
)
from tests.web.access.visiting import heading
from tests.web.elections.pages import said, url
from voting.elections.rules import Body


def test_a_candidate_is_found_in_the_roster_and_added(hall, secretary):
    poll_id = a_draft(hall)
    found = secretary.get(url(hall, poll_id, "candidates") + "?q=文")
    assert "文三" not in found.text.replace("文　三", "")
    assert "文　三" in found.text

    reply = secretary.post(
        url(hall, poll_id, "candidates"),
        version=version(poll_id),
        person_id=hall.delegates[2],
    )
    one = standing(poll_id)[0]
    assert reply.location == url(hall, poll_id, f"candidates/{one.id}")
    assert heading(secretary.get(reply.location)) == "文三"
    assert "已在名单中" in secretary.get(url(hall, poll_id, "candidates") + "?q=文").text


def test_a_search_that_finds_nobody_says_so(hall, secretary):
    poll_id = a_draft(hall)

    assert "没有找到“查无此人”" in said(
        secretary.get(url(hall, poll_id, "candidates") + "?q=查无此人")
    )


def test_whoever_may_not_stand_is_refused_with_the_reason(hall, secretary):
    a_draft(hall, hall.delegates[:1], body=Body.CHAIR, title="工会主席选举")
    poll_id = a_draft(hall, body=Body.AUDIT)
    reply = secretary.post(
        url(hall, poll_id, "candidates"),
        version=version(poll_id),
        person_id=hall.delegates[0],
    )

    assert reply.status_code == 422
    assert "已是工会主席的人选" in reply.text
    assert standing(poll_id) == []


def test_what_is_told_of_a_candidate_is_kept_with_the_portrait(hall, secretary, app):
    poll_id = a_draft(hall, hall.delegates[:1])
    one, drawn = standing(poll_id)[0], io.BytesIO()
    Image.new("RGB", (60, 80)).save(drawn, "PNG")
    here = url(hall, poll_id, f"candidates/{one.id}")
    reply = secretary.post(
        here,
        version=version(poll_id),
        note="教研组长",
        cv="一九八〇年生。",
        nominated_by="语文分会",
        bars=["kin", "foreigner"],
        spouse="00002",
        photo=(io.BytesIO(drawn.getvalue()), "me.png"),
    )

    assert reply.location == url(hall, poll_id, "candidates")
    kept = standing(poll_id)[0]
    assert (kept.note, kept.cv, kept.bars) == ("教研组长", "一九八〇年生。", "foreigner kin")
    assert kept.spouse_id == hall.delegates[1]
    page = secretary.get(here)
    assert "近亲属”，按选举规则不得作为候选人" in said(page)
    assert 'value="00002"' in page.text
    photo = f"/meetings/{hall.meeting_id}/polls/{poll_id}/candidates/{one.id}/photo"
    with secretary.get(photo) as sent:
        assert sent.data.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"spouse": "99999"}, "没有工号或姓名为“99999”"),
        ({"note": "长" * 61}, "最多 60 个字"),
        ({"cv": "简历\u202e"}, "不可见字符"),
        ({"photo": (io.BytesIO(b"<svg/>"), "a.png")}, "无法识别这张照片"),
    ],
)
def test_what_cannot_be_told_of_a_candidate_stays_on_the_page(hall, secretary, fields, said):
    poll_id = a_draft(hall, hall.delegates[:1])
    here = url(hall, poll_id, f"candidates/{standing(poll_id)[0].id}")
    reply = secretary.post(here, **({"version": version(poll_id), "cv": "简历"} | fields))

    assert reply.status_code in {404, 422}
    assert said in reply.text
    assert standing(poll_id)[0].cv == ""


def test_a_candidate_leaves_the_list_for_a_reason(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    here = url(hall, poll_id, f"candidates/{standing(poll_id)[0].id}")
    refused = secretary.post(f"{here}/withdraw", version=version(poll_id), reason="")
    assert refused.status_code == 422
    assert len(standing(poll_id)) == 2

    secretary.post(f"{here}/withdraw", version=version(poll_id), reason="本人书面申请")
    page = secretary.get(url(hall, poll_id, "candidates")).text
    assert len(standing(poll_id)) == 1
    assert "移出：本人书面申请" in page
