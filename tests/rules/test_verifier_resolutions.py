"""The recount of a vote on documents decides each of them as the service does."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from tests.services.reports.sample_recount import Poll, forged, problems, stuffed
from voting.ballots.rules import Option
from voting.congress.rules import Share
from voting.polls.sheets import Base, Sheets, Threshold
from voting.resolutions.answer import as_document
from voting.resolutions.ballot import contest
from voting.resolutions.legality import legality
from voting.resolutions.outcome import Asked, Votes, decide
from voting.resolutions.presets import preset, resolve
from voting.resolutions.rules import ItemClass
from voting.resolutions.sealed import Sealed, SealedItem, sealed_data

WHOLE = preset("enterprise_congress_2012")
AGREE, OPPOSE = "agree", "oppose"
DAY = date(2026, 11, 22)


def item(place: int, passes: Threshold) -> SealedItem:
    own = {"share": passes.text, "op": passes.share.op, "base": passes.base.value}
    return SealedItem(
        id=f"d{place}",
        title=f"文件{place}",
        item_class=ItemClass.REGULATION,
        rules=resolve({"pass": own, "classes": {}}, below=WHOLE),
        version=place,
        sha256=f"{place}" * 64,
        given_on=DAY,
        text_on=DAY,
    )


class Vote:
    """A vote on documents with its ballots, as the service counts it."""

    def __init__(self, passes, sheets, **facts) -> None:
        items = tuple(item(place, one) for place, one in enumerate(passes, 1))
        self.sealed = Sealed(WHOLE, DAY, items)
        contests = [contest("c1", "表决", [Option(one.id, one.title) for one in items])]
        self.poll = Poll("resolution", contests, sealed_data(self.sealed), sheets, **facts)

    def bundle(self):
        return self.poll.bundle(self._decided)

    def _decided(self, counted):
        turnout, items = counted.turnout, self.sealed.items
        sheets = Sheets(
            turnout.eligible,
            turnout.attended,
            turnout.issued,
            turnout.returned,
            counted.valid,
            counted.rejected,
            counted.blank,
            tuple(filter(None, counted.over_returned)),
        )
        table = counted.marks["c1"]
        found = decide(
            sheets,
            [self.sealed.rules.quorum.share, *(one.rules.quorum.share for one in items)],
            [(asked(one), votes(table.get(one.id, {}))) for one in items],
        )
        document = as_document(found, [])
        for line, one in zip(document["items"], found.items, strict=True):
            of = items[int(line["id"].removeprefix("d")) - 1]
            line |= {"title": of.title, "class": of.item_class.value, "version": of.version}
            line |= {"sha256": of.sha256, "void": one.votes.void, "share": of.rules.passes.text}
        checks = legality(self.sealed, sheets)
        document["legality"] = [{"code": c.code, "ok": c.ok, "text": c.text} for c in checks]
        return document


def asked(one: SealedItem) -> Asked:
    return Asked(one.id, one.title, one.rules.passes)


def votes(marks) -> Votes:
    return Votes(*(marks.get(mark, 0) for mark in (AGREE, OPPOSE, "abstain", "void")))


@st.composite
def votes_on_documents(draw):
    shares = st.sampled_from((Share(1, 2), Share(1, 2, ">"), Share(2, 3), Share(2, 3, ">")))
    thresholds = st.builds(Threshold, shares, st.sampled_from(Base))
    passes = draw(st.lists(thresholds, min_size=1, max_size=3))
    ids = [f"d{place}" for place in range(1, len(passes) + 1)]
    sheet = st.builds(
        lambda marks: (0, {"c1": marks}),
        st.dictionaries(st.sampled_from(ids), st.sampled_from((AGREE, OPPOSE, "abstain"))),
    )
    boxes = [draw(st.lists(sheet, max_size=7)) for _box in range(2)]
    facts = {"boxes": boxes, "absent": draw(st.integers(0, 4)), "lost": draw(st.integers(0, 2))}
    return Vote(passes, draw(st.lists(sheet, max_size=9)), **facts)


@given(votes_on_documents())
def test_the_recount_decides_every_document_as_the_service_does(vote):
    assert problems(vote.bundle()) == {}


HALF = Threshold(Share(1, 2, ">"), Base.ELIGIBLE)
SHEETS = [
    *[(0, {"c1": {"d1": AGREE, "d2": OPPOSE}})] * 6,
    *[(0, {"c1": {"d1": OPPOSE, "d2": AGREE}})] * 3,
    (0, {"c1": {}}),
]


def the_vote(**facts) -> Vote:
    return Vote([HALF, Threshold(Share(2, 3), Base.ATTENDED)], SHEETS, **facts)


FORGERIES = {
    "one vote more": ("items", lambda r: r["items"][0].update(agree=7, oppose=2)),
    "carried without the votes": ("items", lambda r: r["items"][1].update(carried=True)),
    "a lower need": ("items", lambda r: r["items"][1].update(need=3)),
    "another base": ("items", lambda r: r["items"][0].update(base="valid")),
    "another text": ("items", lambda r: r["items"][0].update(sha256="f" * 64)),
    "another version": ("items", lambda r: r["items"][0].update(version=2)),
    "more who cast nothing": ("items", lambda r: r["items"][0].update(not_cast=3)),
    "a document left out": ("items", lambda r: r["items"].pop()),
    "another order": ("items", lambda r: r["items"].reverse()),
    "no quorum": ("validity", lambda r: r.update(quorum=False)),
    "not valid": ("validity", lambda r: r.update(valid_vote=False)),
    "a checklist without the quorum": ("legality", lambda r: r["legality"].pop(0)),
    "a base called right that is not": ("legality", lambda r: r["legality"][1].update(ok=True)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_changed_result_of_a_vote_is_found(forgery):
    named, change = FORGERIES[forgery]
    assert forged(the_vote().bundle(), "result.json", change) == {named}


def test_a_line_with_two_ticks_on_paper_agrees_with_nothing_and_is_counted_apart():
    vote = the_vote(boxes=[SHEETS[:6]])
    row = vote.poll.boxes[0].count.marks["c1"]["d1"]
    row.update(agree=5, void=1)
    bundle = vote.bundle()
    assert problems(bundle) == {}
    first = next(iter(bundle.result["items"]))
    assert (first["agree"].value, first["void"].value) == (11, 1)


def test_a_void_line_among_the_phones_is_found():
    def slip(records):
        records["contests"]["c1"]["marks"]["d1"][-1] = "void"

    assert "marks" in forged(the_vote().bundle(), "records.json", slip)


def test_a_vote_with_an_over_returned_box_is_consistent_and_void():
    vote = the_vote(boxes=[SHEETS[:3]])
    stuffed(vote.poll, 0)
    bundle = vote.bundle()
    assert (bundle.result["valid_vote"].value, list(bundle.result["items"])) == (False, [])
    assert problems(bundle) == {}


def test_a_vote_without_quorum_is_consistent_and_decides_nothing():
    bundle = the_vote(absent=24).bundle()
    assert (bundle.result["quorum"].value, list(bundle.result["items"])) == (False, [])
    assert problems(bundle) == {}
