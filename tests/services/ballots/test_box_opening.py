"""Opening a closed box: what it yields, what it refuses, and that nothing was seen before."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select, update

from tests.services.ballots.voters import a_contest, an_election, sheet
from voting.ballots import canonical, hpke
from voting.ballots.ballot import Ballot
from voting.ballots.box import BoxState
from voting.ballots.models import (
    OpenedMark,
    OpenedText,
    OpenedVerdict,
    OpenedWriteIn,
    SealedBallot,
)
from voting.ballots.opening import open_ballots, open_box
from voting.ballots.refusals import BoxDamaged, BoxNotClosed
from voting.ballots.rules import Reason, Selections, TextSlot
from voting.ballots.seal import SealingKey, cast_message, seal_info


def cast(box, election, *sheets, group=0):
    ballots = [election.ballot(filled, group) for filled in sheets]
    assert box.deposit(election.hash, ballots) == [None] * len(ballots)
    return ballots


def test_sheets_are_opened_judged_and_counted(box):
    election = an_election(groups=2).open(box)
    cast(box, election, sheet("aao"), sheet("a.o", "王五"), sheet(), sheet("aaaa"))
    cast(box, election, sheet("aaa", "王五"), sheet("a"), group=1)
    box.close(election.hash)
    counts = open_box(box, election.manifest, election.sealing_key)
    assert (counts.returned(), counts.valid(), counts.blank(), counts.rejected()) == (6, 4, 1, 2)
    assert counts.marks_of("c1", "o0") == {"approve": 3, "abstain": 1}
    assert counts.marks_of("c1", "o0", group=1) == {"approve": 1}
    assert counts.marks_of("c1", "o2", group=0) == {"oppose": 2, "abstain": 1}
    assert counts.names_of("c1") == {"王五": 1}
    assert counts.reasons() == {Reason.OVER_MARKED: 1, Reason.WRITE_IN_UNCALLED: 1}
    assert box.opened(election.hash) == counts
    assert box.state(election.hash) is BoxState.OPENED


def test_texts_come_out_torn_from_grades_and_from_voter_groups(box):
    slot = TextSlot("good", "优点")
    election = an_election(a_contest(write_ins=0, texts=(slot,), text_total=90), groups=2)
    election.open(box)

    def commented(marks: str, text: str) -> Selections:
        return Selections(sheet(marks).marks, {}, {"c1": {"o1": {"good": text}}})

    cast(box, election, commented("a", "认真"), commented("o", "认真"), sheet("a"))
    cast(box, election, commented("a", "“公道”\\"), group=1)
    box.close(election.hash)
    counts = open_box(box, election.manifest, election.sealing_key)
    assert counts.texts_of("c1") == {"o1": {"good": ["“公道”\\", "认真", "认真"]}}
    assert box.opened(election.hash) == counts
    assert "voter_group" not in OpenedText.__table__.columns


def test_opening_again_gives_the_same_tally(box, election):
    cast(box, election, sheet("ao"), sheet("oa"))
    box.close(election.hash)
    first = open_box(box, election.manifest, election.sealing_key)
    assert open_box(box, election.manifest, election.sealing_key) == first
    assert box.opened(election.hash) == first


def test_an_empty_box_opens_to_an_empty_tally(box, election):
    box.close(election.hash)
    assert open_box(box, election.manifest, election.sealing_key).returned() == 0
    assert box.state(election.hash) is BoxState.OPENED


def test_a_box_that_is_not_closed_does_not_open_and_no_content_is_touched(box, election):
    cast(box, election, sheet("ao"))

    class Unused(SealingKey):
        def open(self, *parts):
            raise AssertionError("opened too early")

    with pytest.raises(BoxNotClosed):
        open_box(box, election.manifest, Unused.generate())
    assert box.state(election.hash) is BoxState.OPEN


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        (b"", Reason.MALFORMED),
        (b"{", Reason.MALFORMED),
        (b"\xff\xff", Reason.MALFORMED),
        (b"[" * 500, Reason.MALFORMED),
        (b'{"marks":{},"marks":{},"write_ins":{}}', Reason.MALFORMED),
        (b'{"marks":{"c1":{"o0":1.5}},"write_ins":{}}', Reason.MALFORMED),
        (b'{"marks":{},"write_ins":{},"voter":"me"}', Reason.MALFORMED),
        (b'{"marks":{"c9":{}},"write_ins":{}}', Reason.UNKNOWN_CONTEST),
        (b'{"marks":{"c1":{"o9":"approve"}},"write_ins":{}}', Reason.UNKNOWN_OPTION),
        (b'{"marks":{"c1":{"o0":"yes"}},"write_ins":{}}', Reason.UNKNOWN_MARK),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_content_no_page_would_send_is_a_rejected_sheet(box, election, plain, reason):
    device = election.device()
    box.deposit(election.hash, [device.seal(plain, election.paper(device))])
    cast(box, election, sheet("ao"))
    box.close(election.hash)
    counts = open_box(box, election.manifest, election.sealing_key)
    assert counts.reasons() == {reason: 1}
    assert (counts.returned(), counts.valid()) == (2, 1)


def test_a_content_sealed_to_another_key_is_a_rejected_sheet(box, election):
    device = election.device()
    sealed = hpke.seal(
        X25519PrivateKey.generate().public_key(),
        bytes(election.manifest.plaintext_size),
        seal_info(election.hash, device.public_key),
    )
    signature = device._key.sign(cast_message(election.hash, 0, sealed))
    ballot = Ballot(0, device.public_key, election.paper(device), signature, sealed)
    assert box.deposit(election.hash, [ballot]) == [None]
    box.close(election.hash)
    counts = open_box(box, election.manifest, election.sealing_key)
    assert counts.reasons() == {Reason.UNREADABLE: 1}


def test_the_order_in_which_ballots_were_cast_does_not_change_what_is_stored(box):
    contests = (a_contest(),)
    election = an_election(*contests).open(box)
    ballots = [election.ballot(sheet(marks)) for marks in ("aao", "oa", "n", "", "aaa")]
    forward = open_ballots(election.manifest, ballots, election.sealing_key)
    backward = open_ballots(election.manifest, ballots[::-1], election.sealing_key)
    assert forward == backward
    assert list(forward.mark_records()) == list(backward.mark_records())


def test_a_ballot_changed_in_the_store_stops_the_opening_and_nothing_is_stored(sql_box):
    election = an_election().open(sql_box)
    ballots = cast(sql_box, election, sheet("ao"), sheet("oa"), sheet("aa"))
    sql_box.close(election.hash)
    spoiled = bytearray(ballots[0].sealed)
    spoiled[-1] ^= 1
    with sql_box._engine.begin() as connection:
        connection.execute(
            update(SealedBallot)
            .where(SealedBallot.key_hash == ballots[0].key_hash)
            .values(sealed=bytes(spoiled))
        )
    with pytest.raises(BoxDamaged, match="开箱已停止"):
        open_box(sql_box, election.manifest, election.sealing_key)
    assert sql_box.state(election.hash) is BoxState.CLOSED
    with sql_box._engine.begin() as connection:
        assert connection.execute(select(OpenedMark)).all() == []


def test_a_ballot_missing_from_the_store_stops_the_opening(sql_box):
    election = an_election().open(sql_box)
    ballots = cast(sql_box, election, sheet("ao"), sheet("oa"))
    sql_box.close(election.hash)
    with sql_box._engine.begin() as connection:
        connection.execute(
            SealedBallot.__table__.delete().where(SealedBallot.key_hash == ballots[0].key_hash)
        )
    with pytest.raises(BoxDamaged):
        open_box(sql_box, election.manifest, election.sealing_key)


@pytest.mark.parametrize("part", ["paper", "signature", "group"])
def test_no_content_is_opened_before_every_paper_and_signature_is_checked(election, part):
    good, bad = election.ballot(), election.ballot()
    change = {"paper": bytes(256), "signature": bytes(64), "group": 1}[part]

    class Watched(SealingKey):
        opened = 0

        def open(self, *parts):
            Watched.opened += 1
            return super().open(*parts)

    key = Watched(election.sealing_key._private)
    with pytest.raises(BoxDamaged):
        open_ballots(election.manifest, [good, replace(bad, **{part: change})], key)
    assert Watched.opened == 0


def test_stored_records_are_split_by_option_sorted_and_without_a_trace_of_a_sheet(sql_box):
    election = an_election(a_contest(candidates=3)).open(sql_box)
    cast(sql_box, election, sheet("aoo", "王五"), sheet("oaa"), sheet("aoo", "周七"), sheet("aaaa"))
    sql_box.close(election.hash)
    open_box(sql_box, election.manifest, election.sealing_key)
    with sql_box._engine.begin() as connection:
        marks = connection.execute(
            select(OpenedMark.option, OpenedMark.position, OpenedMark.mark).order_by(
                OpenedMark.contest, OpenedMark.option, OpenedMark.position
            )
        ).all()
        names = connection.execute(
            select(OpenedWriteIn.position, OpenedWriteIn.text).order_by(OpenedWriteIn.position)
        ).all()
        verdicts = connection.execute(
            select(OpenedVerdict.outcome, OpenedVerdict.reason, OpenedVerdict.sheets).order_by(
                OpenedVerdict.outcome
            )
        ).all()
    assert marks == [
        *(("o0", 0, "approve"), ("o0", 1, "approve"), ("o0", 2, "oppose")),
        *(("o1", 0, "approve"), ("o1", 1, "oppose"), ("o1", 2, "oppose")),
        *(("o2", 0, "approve"), ("o2", 1, "oppose"), ("o2", 2, "oppose")),
    ]
    assert names == [(0, "周七"), (1, "王五")]
    assert verdicts == [("rejected", "unknown_option", 1), ("valid", "", 3)]


def test_a_name_is_stored_as_a_scrutineer_may_safely_read_it(box):
    election = an_election().open(box)
    device = election.device()
    raw = canonical.encode(
        {"marks": {"c1": {"o1": "oppose"}}, "write_ins": {"c1": [" 王\u202e\x00五 "]}}
    )
    box.deposit(election.hash, [device.seal(raw, election.paper(device))])
    box.close(election.hash)
    assert open_box(box, election.manifest, election.sealing_key).names_of("c1") == {"王五": 1}


def test_what_was_sealed_is_the_canonical_document_padded_with_spaces(box, election):
    [ballot] = cast(box, election, Selections({"c1": {"o0": "approve"}}, {"c1": ()}))
    plain = election.sealing_key.open(election.hash, ballot.public_key, ballot.sealed)
    assert len(plain) == election.manifest.plaintext_size
    assert plain.rstrip(b" ") == b'{"marks":{"c1":{"o0":"approve"}},"write_ins":{"c1":[]}}'
    assert json.loads(plain)["marks"] == {"c1": {"o0": "approve"}}
