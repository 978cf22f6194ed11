"""Bundles of every kind whose documents say something odd are told of, and stop nothing."""

import json
from functools import cache

import pytest
from hypothesis import given, strategies as st

import verifier
from tests.rules import (
    test_verifier_awards as awards,
    test_verifier_evaluations as evaluations,
    test_verifier_resolutions as resolutions,
)
from tests.services.reports.repacking import ANYTHING, put_together, replaced
from verifier import verification
from voting.ballots import canonical

MAKERS = {
    "award": lambda: awards.the_award(boxes=[awards.SHEETS[:5]]),
    "resolution": lambda: resolutions.the_vote(boxes=[resolutions.SHEETS[:6]]),
    "evaluation": lambda: evaluations.the_evaluation(boxes=[evaluations.SHEETS[5:8]]),
}
DOCUMENTS = ("manifest", "records", "paper", "counts", "result", "board")
NOBODY_SIGNED = {"papers", "signatures", "codes"}


@cache
def files_of(kind: str) -> dict[str, bytes]:
    return dict(MAKERS[kind]().bundle().files)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("strange") / "bundle.zip"


@pytest.mark.parametrize("kind", MAKERS)
def test_a_bundle_of_every_kind_passes_but_for_what_nobody_signed(scratch, kind):
    report = verifier.verify(put_together(files_of(kind), scratch))
    assert set(report.failed) <= NOBODY_SIGNED, report.text()


@given(
    st.sampled_from(sorted(MAKERS)),
    st.sampled_from(DOCUMENTS),
    st.lists(st.integers(0, 50), max_size=9),
    ANYTHING,
)
def test_no_document_of_any_kind_however_strange_stops_the_verifier(
    scratch, kind, name, way, value
):
    files = dict(files_of(kind))
    document = replaced(json.loads(files[f"{name}.json"]), way, value)
    files[f"{name}.json"] = canonical.encode(document)
    report = verifier.verify(put_together(files, scratch))
    recounted = {len(looks) for looks in verification.RECOUNTS.values()} | {1}
    assert len(report.checks) - len(verification.CHECKS) - 1 in recounted


@pytest.mark.parametrize("kind", ["show_of_hands", "", "选举"])
def test_a_kind_nobody_knows_is_said_to_be_beyond_the_recount(scratch, kind):
    files = dict(files_of("award"))
    manifest = json.loads(files["manifest.json"]) | {"kind": kind}
    files["manifest.json"] = canonical.encode(manifest)
    assert "kind" in verifier.verify(put_together(files, scratch)).failed
