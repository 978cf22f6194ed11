"""Elections with paper boxes beside the phones: their bundles, and what a forger would try."""

import json

import pytest

import verifier
from tests.cast import a_hall
from tests.services.reports.counted_election import (
    CONTEST,
    Pile,
    certified,
    counted,
    declared,
)
from tests.services.reports.repacking import changed, files_of, put_together, resigned
from tests.services.reports.sample_bundle import failed, finding
from voting.ballots import canonical
from voting.reports.documents import bundle_of_poll

YES, NO = "approve", "oppose"


def paper(*marks: str) -> dict[str, dict[str, str]]:
    """Return a paper ballot with a mark for each candidate in turn; "" for none."""
    return {CONTEST: {f"o{place}": mark for place, mark in enumerate(marks, 1) if mark}}


PHONES = [((0, 1, 2), (3,), ())] * 6 + [((0, 1), (2, 3), ("吴010号",)), ((), (), ())]
HALL = Pile(
    "会场纸质票",
    6,
    [paper(YES, YES, NO, NO)] * 3 + [paper(YES, "", YES, ""), paper(), paper(NO, YES)],
    kind="hall",
    names=["吴010号"],
)
MOBILE = Pile("流动票箱一", 3, [paper(YES, YES, YES, ""), paper(YES)], rejected=1)
STUFFED = Pile("流动票箱一", 2, [paper(YES), paper(YES), paper(YES)])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bundle.zip"


def held(app, *boxes: Pile, phones=PHONES):
    codes = len(phones) + sum(box.issued for box in boxes)
    return certified(declared(counted(app, a_hall(codes + 1), phones, boxes)))


def bundle(app, *boxes: Pile, **facts) -> bytes:
    return bundle_of_poll(held(app, *boxes, **facts).poll)


def documents(data: bytes) -> dict[str, dict]:
    return {
        name.removesuffix(".json"): json.loads(each)
        for name, each in files_of(data).items()
        if name.endswith(".json")
    }


def test_a_bundle_with_paper_boxes_passes_the_independent_recount(app, path):
    data = bundle(app, HALL, MOBILE)
    path.write_bytes(data)
    report = verifier.verify(path)
    assert report.ok, report.text()
    counts = documents(data)["counts"]
    assert (counts["returned"], counts["valid"], counts["rejected"]) == (17, 16, 1)
    assert len(counts["papers"]) == counts["issued"] == 17


def test_a_poll_without_paper_says_so(app):
    assert documents(bundle(app))["paper"] == {"boxes": []}


def test_a_large_box_is_published_by_itself_and_a_small_one_lies_with_the_phones(app):
    told = documents(bundle(app, HALL, MOBILE))
    hall, mobile = told["paper"]["boxes"]
    assert hall["marks"][CONTEST]["o1"] == {YES: 4, "abstain": 1, NO: 1}
    assert hall["write_ins"] == {CONTEST: 1}
    assert (mobile["marks"], mobile["write_ins"]) == (None, None)
    assert (mobile["issued"], mobile["returned"], mobile["rejected"]) == (3, 3, 1)
    assert len(told["records"]["contests"][CONTEST]["marks"]["o1"]) == 8 + 2
    assert told["records"]["verdicts"]["valid"] == 8


def test_few_phones_are_not_left_alone_beside_a_large_box(app, path):
    data = bundle(app, HALL, phones=PHONES[:3])
    assert documents(data)["paper"]["boxes"][0]["marks"] is None
    path.write_bytes(data)
    assert verifier.verify(path).ok


def test_a_poll_on_paper_alone_can_be_recounted(app, path):
    data = bundle(app, HALL, phones=[])
    path.write_bytes(data)
    assert verifier.verify(path).ok
    assert documents(data)["paper"]["boxes"][0]["marks"] is not None


def test_a_box_with_more_ballots_than_papers_makes_a_consistent_invalid_election(app, path):
    data = bundle(app, STUFFED)
    path.write_bytes(data)
    report = verifier.verify(path)
    assert report.ok, report.text()
    result = documents(data)["result"]
    assert (result["valid_election"], result["elected"], result["tally"]) == (False, [], [])
    assert "整场投票无效" in finding(path, "bounds")


def test_an_invalid_election_declared_valid_is_found(app, path):
    def forge(result):
        result.update(valid_election=True)

    forged(bundle(app, STUFFED), forge, path)
    assert failed(path) == {"validity"}


def forged(data: bytes, change, path) -> None:
    """Change the result and sign it anew."""
    files = files_of(data)
    result = json.loads(files["result.json"])
    change(result)
    files["result.json"] = canonical.encode(result)
    resigned(files)
    put_together(files, path)


def box(paper, **facts):
    paper["boxes"][0].update(facts)


FORGERIES = {
    "one vote more": (
        {"boxes", "tally"},
        lambda told: told["boxes"][0]["marks"][CONTEST]["o3"].update(approve=2),
    ),
    "a vote moved": (
        {"tally"},
        lambda told: told["boxes"][0]["marks"][CONTEST]["o3"].update(approve=2, oppose=3),
    ),
    "an unknown mark": (
        {"boxes", "tally"},
        lambda told: told["boxes"][0]["marks"][CONTEST]["o3"].update(approve=0, hearts=1),
    ),
    "a candidate left out": (
        {"boxes", "tally"},
        lambda told: told["boxes"][0]["marks"][CONTEST].pop("o3"),
    ),
    "a stranger": ({"boxes"}, lambda told: told["boxes"][0]["electors"].append("99999")),
    "somebody who voted by phone": (
        {"boxes", "electors"},
        lambda told: told["boxes"][0]["electors"].insert(0, "00001"),
    ),
    "an elector in two boxes": (
        {"boxes"},
        lambda told: told["boxes"][1]["electors"].__setitem__(0, told["boxes"][0]["electors"][-1]),
    ),
    "more came back": (
        {"boxes", "bounds", "counts"},
        lambda told: box(told, returned=7),
    ),
    "more valid": (
        {"boxes", "verdicts", "counts"},
        lambda told: box(told, valid=7),
    ),
    "two boxes of one name": ({"boxes", "counts"}, lambda told: box(told, title="流动票箱一")),
    "one teller": ({"boxes"}, lambda told: box(told, tellers=["钱监"])),
    "another kind of box": ({"boxes", "bounds"}, lambda told: box(told, kind="bucket")),
    "more names than ballots": (
        {"boxes"},
        lambda told: box(told, write_ins={CONTEST: 16}),
    ),
    "another group": ({"boxes"}, lambda told: box(told, group=1)),
    "a box left out": ({"bounds", "verdicts", "counts"}, lambda told: told["boxes"].pop(0)),
    "the small box taken apart": (
        {"marks"},
        lambda told: told["boxes"][1].update(marks={}, write_ins={}),
    ),
}


def test_every_change_of_a_paper_box_is_found_and_named(app, path):
    data = bundle(app, HALL, MOBILE)
    for forgery, (named, change) in FORGERIES.items():
        changed(data, "paper.json", change, path)
        assert named <= failed(path), forgery


def test_what_the_result_says_of_phones_and_paper_is_compared(app, path):
    data = bundle(app, HALL, MOBILE)
    for change in (
        lambda result: result["phone"].update(valid=7),
        lambda result: result["paper"].reverse(),
        lambda result: result.pop("paper"),
    ):
        forged(data, change, path)
        assert failed(path) == {"counts"}


def test_paper_in_the_result_of_a_poll_without_paper_is_found(app, path):
    forged(bundle(app), lambda result: result.update(paper=[]), path)
    assert failed(path) == {"counts"}
