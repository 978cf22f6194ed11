"""Opening the box: signatures first, then contents, then the rules; kept only torn apart."""

from collections.abc import Iterator, Sequence

from voting.ballots import board, canonical, hpke
from voting.ballots.ballot import Ballot, Poll, check
from voting.ballots.box import Box
from voting.ballots.manifest import Manifest
from voting.ballots.refusals import BoxDamaged, Malformed, WrongPaper, WrongSignature
from voting.ballots.rules import Reason, Verdict, judge, rejected, selections_from_json
from voting.ballots.seal import SealingKey
from voting.ballots.tally import Counts, count


def poll_of(manifest: Manifest) -> Poll:
    """Return what the box is told of a manifest: keys and size, and no name."""
    return Poll(manifest.hash, manifest.paper_keys, manifest.receipt_key, manifest.sealed_size)


def open_box(box: Box, manifest: Manifest, key: SealingKey) -> Counts:
    """Open a closed box, store what was in it as split records, and return the tally.

    Opened before: the same tally again. Raises :class:`BoxNotClosed` while ballots may be cast,
    and :class:`BoxDamaged`, storing nothing, when a ballot or the root is not what it was.
    """
    ballots = box.ballots(manifest.hash)
    if board.root([ballot.entry for ballot in ballots]) != box.root(manifest.hash):
        raise BoxDamaged
    counts = open_ballots(manifest, ballots, key)
    box.keep_opened(manifest.hash, counts)
    return counts


def open_ballots(manifest: Manifest, ballots: Sequence[Ballot], key: SealingKey) -> Counts:
    """Return the tally of sealed ballots.

    Every paper and signature is checked before the first content is opened; one that fails is
    :class:`BoxDamaged`, because the box took in none such. Whole sheets exist in memory only.
    """
    poll = poll_of(manifest)
    for ballot in ballots:
        try:
            check(poll, ballot)
        except (WrongPaper, WrongSignature):
            raise BoxDamaged from None
    return count(manifest.contests, _sheets(manifest, ballots, key))


def _sheets(
    manifest: Manifest, ballots: Sequence[Ballot], key: SealingKey
) -> Iterator[tuple[Verdict, int, int]]:
    for ballot in ballots:
        yield _verdict(manifest, ballot, key), ballot.group, 1


def _verdict(manifest: Manifest, ballot: Ballot, key: SealingKey) -> Verdict:
    """Judge one ballot; what only a broken or foreign device could send is rejected."""
    try:
        plain = key.open(manifest.hash, ballot.public_key, ballot.sealed)
        selections = selections_from_json(canonical.parse(plain, manifest.plaintext_size))
    except hpke.NotOpened:
        return rejected(Reason.UNREADABLE)
    except Malformed:
        return rejected(Reason.MALFORMED)
    return judge(manifest.contests, selections)
