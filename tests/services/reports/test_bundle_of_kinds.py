"""Bundles of real votes of every kind, with paper boxes and voter groups, recounted apart."""

import json
from fractions import Fraction

import pytest

import verifier
from tests.cast import ACTOR, Hall, a_hall, queries_poll, version, vote
from tests.services.awards import making as awards
from tests.services.evaluations import making as evaluations
from tests.services.reports.counted_election import (
    Held,
    Pile,
    certified,
    declared,
    in_box,
    opened_and_counted,
)
from tests.services.reports.repacking import files_of
from tests.services.resolutions import drafting
from voting.awards import service as award_service
from voting.ballots.rules import Selections
from voting.congress.rules import Share
from voting.evaluations import service as evaluation_service
from voting.polls import lifecycle, queries
from voting.polls.sheets import Base, Threshold
from voting.reports.documents import bundle_of_poll


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


def bundle(app, hall: Hall, poll_id: int, *, phones, boxes=()) -> bytes:
    """Seal a draft, let the first delegates vote by phone and the next ones on paper, and sign."""
    drafting.seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for person_id, marks in phones.items():
        vote(app, hall, poll_id, person_id, Selections(marks, {}))
    for pile, people in boxes:
        in_box(poll_id, pile, people, hall)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    held = certified(declared(opened_and_counted(app, Held(hall, poll_id, []))))
    return bundle_of_poll(held.poll)


def document(data: bytes, name: str) -> dict:
    return json.loads(files_of(data)[f"{name}.json"])


def assert_passes(data: bytes, path) -> verifier.Report:
    path.write_bytes(data)
    report = verifier.verify(path)
    assert report.ok, report.text()
    return report


def test_a_vote_on_documents_with_paper_boxes_can_be_recounted(app, path):
    hall = a_hall(16)
    poll_id = drafting.a_draft(hall)
    first, second = (f"d{drafting.add(poll_id, title)}" for title in ("分配方案", "考核办法"))
    yes, no = {"c1": {first: "agree", second: "agree"}}, {"c1": {first: "oppose"}}
    void = {"c1": {first: "void", second: "agree"}}
    data = bundle(
        app,
        hall,
        poll_id,
        phones=dict.fromkeys(hall.delegates[:6], yes),
        boxes=[
            (Pile("流动票箱", 2, [no, {}]), hall.delegates[6:8]),
            (Pile("会场票箱", 7, [yes] * 4 + [no, void, void]), hall.delegates[8:15]),
        ],
    )
    report = assert_passes(data, path)
    assert "通过 2 项" in next(each.finding for each in report.checks if each.name == "items")
    line = document(data, "result")["items"][0]
    assert (line["agree"], line["oppose"], line["abstain"], line["void"]) == (10, 2, 1, 2)
    mobile, in_hall = document(data, "paper")["boxes"]
    assert mobile["marks"] is None
    assert in_hall["marks"]["c1"][first] == {"agree": 4, "oppose": 1, "void": 2}


def test_an_award_with_a_jury_and_paper_can_be_recounted(app, path):
    hall = a_hall(12)
    poll_id = awards.a_draft(hall)
    section = awards.of_people(
        poll_id,
        hall.delegates[:3],
        quota=2,
        jury_weight=Fraction(2, 5),
        threshold=Threshold(Share(1, 2), Base.VALID),
    )
    awards.of_groups(poll_id, ["初三年级组", "食堂班组"], quota=1)
    award_service.name_jurors(poll_id, ["评审甲", "评审乙"], ACTOR)
    names = awards.names(section)
    scores = {name: (9000 + place * 55, 8000) for place, name in enumerate(names)}
    awards.score_all(poll_id, section, scores)
    ticks = [
        {"先进个人": names[:2], "先进集体": ["初三年级组"]},
        {"先进个人": names[1:], "先进集体": ["食堂班组"]},
    ]
    marks = [awards.selections(poll_id, each).marks for each in ticks]
    data = bundle(
        app,
        hall,
        poll_id,
        phones=dict.fromkeys(hall.delegates[:5], marks[0]),
        boxes=[(Pile("票箱", 5, [marks[1]] * 5), hall.delegates[5:10])],
    )
    assert_passes(data, path)
    persons, groups = document(data, "result")["sections"]
    assert persons["nominees"][0]["jury_of"]["n"] == 2
    assert groups["tied"]["seats"] == 1


GROUPS = (("领导班子", "0.3"), ("中层", "0.3"), ("职工代表", "0.4"))
FULL = evaluations.E, evaluations.C, evaluations.B


def an_evaluation(hall: Hall, sizes: tuple[int, int, int]) -> int:
    """Draft an evaluation of three delegates, scored by points, of three weighted groups."""
    poll_id = evaluations.a_draft(hall, hall.delegates[:3], min_group=5)
    evaluations.score_by(poll_id, 100, 80, 60, 40)
    evaluations.group(poll_id, *GROUPS)
    ends = [0, sizes[0], sizes[0] + sizes[1], sum(sizes)]
    for group, start, end in zip("abc", ends, ends[1:], strict=False):
        numbers = [f"{place + 1:05}" for place in range(start, end)]
        evaluation_service.assign(poll_id, version(poll_id), group, numbers, ACTOR)
    return poll_id


def sheet(poll_id: int, person_id: int | None, *grades: str) -> dict:
    """Return a sheet of these grades; a subject's own line is left to them."""
    subjects = list(evaluations.options(poll_id).values())
    marks = dict(zip(subjects, grades, strict=True))
    own = own_row(poll_id, person_id)
    return {"all": marks | ({own: "own"} if own else {})}


def own_row(poll_id: int, person_id: int | None) -> str | None:
    found = [
        one.option_id
        for one in evaluations.queries.subjects(poll_id)
        if person_id is not None and one.person_id == person_id
    ]
    return found[0] if found else None


def held_evaluation(app, hall: Hall, sizes: tuple[int, int, int]) -> bytes:
    poll_id = an_evaluation(hall, sizes)
    by_phone = hall.delegates[: sum(sizes) - 6]
    on_paper = hall.delegates[sum(sizes) - 6 : sum(sizes)]
    return bundle(
        app,
        hall,
        poll_id,
        phones={each: sheet(poll_id, each, *FULL) for each in by_phone},
        boxes=[
            (
                Pile("票箱", 6, [sheet(poll_id, None, *FULL[::-1])] * 6, group="c"),
                on_paper,
            )
        ],
    )


def test_an_evaluation_by_weighted_groups_with_paper_can_be_recounted(app, path):
    data = held_evaluation(app, a_hall(24), (8, 5, 11))
    report = assert_passes(data, path)
    assert "逐一复算相符" in next(each.finding for each in report.checks if each.name == "scores")
    groups = document(data, "records")["groups"]
    assert [group["valid"] for group in groups] == [8, 5, 11]
    assert document(data, "paper")["boxes"][0]["marks"] is not None
    assert "withheld" not in document(data, "result")["subjects"][0]["by_group"].values()


def test_a_small_group_of_an_evaluation_is_nowhere_told_apart(app, path):
    data = held_evaluation(app, a_hall(24), (8, 4, 12))
    assert_passes(data, path)
    assert document(data, "records")["groups"] == []
    by_group = document(data, "result")["subjects"][0]["by_group"]
    assert by_group["b"] == "withheld"


def test_what_was_written_beside_a_line_is_not_in_a_bundle(app, path):
    hall = a_hall(8)
    poll_id = evaluations.a_draft(hall, hall.delegates[:2])
    option = evaluations.option_of(poll_id, hall.delegates[0])
    slot = evaluations.the_evaluation(poll_id).slots[0].id
    evaluations.open_up(app, poll_id)
    texts = {"all": {option: {slot: "备课认真"}}}
    for each in hall.delegates[2:]:
        evaluations.cast(app, hall, poll_id, each, {option: evaluations.E}, texts)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    held = certified(declared(opened_and_counted(app, Held(hall, poll_id, []))))
    data = bundle_of_poll(held.poll)
    assert_passes(data, path)
    everything = b"".join(files_of(data).values()).decode()
    assert "备课认真" not in everything
    assert "没有放进包里的：写在选票各行旁边的意见（评语）" in everything
    assert queries.manifest_of(queries_poll(poll_id)).contests[0].texts
