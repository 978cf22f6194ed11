"""Elections to vote in and voters to vote with, for the tests of the secret core."""

import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voting.ballots.ballot import Ballot, Poll
from voting.ballots.box import Box
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.device import Device
from voting.ballots.manifest import Group, Manifest
from voting.ballots.opening import poll_of
from voting.ballots.papers import IssuingKey
from voting.ballots.rules import Contest, Option, Selections
from voting.ballots.seal import ReceiptKey, SealingKey, cast_message

SECRET = "a secret that only the tests know, 32+"
SCALE = ("approve", "oppose", "abstain")
NAMES = ("丁一", "王二", "文三", "欧阳四", "林五", "张伟", "李明", "赵六")


@cache
def _issuing_keys(group: int) -> IssuingKey:
    return IssuingKey.generate()


def issuing_key(group: int = 0) -> IssuingKey:
    """The paper office of a group, the same for every election: making one takes its time."""
    return _issuing_keys(group)


def a_contest(candidates: int = 5, seats: int = 3, **changes: object) -> Contest:
    facts = {
        "id": "c1",
        "title": "工会委员会委员",
        "options": tuple(Option(f"o{i}", NAMES[i]) for i in range(candidates)),
        "scale": SCALE,
        "unmarked": "abstain",
        "limits": {"approve": seats},
        "write_ins": 2,
        "write_in_mark": "approve",
        "write_in_needs": "oppose",
    }
    return Contest(**(facts | changes))


def sheet(marks: str = "", *names: str, contest: str = "c1") -> Selections:
    """A sheet in shorthand: one letter an option (a, o, n for abstain, . for no mark)."""
    words = {"a": "approve", "o": "oppose", "n": "abstain"}
    given = {f"o{i}": words[letter] for i, letter in enumerate(marks) if letter != "."}
    return Selections({contest: given}, {contest: names})


@dataclass(frozen=True)
class Election:
    manifest: Manifest
    sealing_key: SealingKey
    receipt_key: ReceiptKey

    @property
    def hash(self) -> bytes:
        return self.manifest.hash

    @property
    def poll(self) -> Poll:
        return poll_of(self.manifest)

    def prepare(self, box: Box) -> "Election":
        box.prepare(self.poll, self.receipt_key)
        return self

    def open(self, box: Box) -> "Election":
        self.prepare(box)
        box.open(self.hash)
        return self

    def device(self, group: int = 0, seed: bytes | None = None) -> Device:
        return Device(seed or secrets.token_bytes(16), self.manifest, group)

    def paper(self, device: Device) -> bytes:
        return device.paper(issuing_key(device.group).blind_sign(device.blinded))

    def ballot(self, selections: Selections | None = None, group: int = 0) -> Ballot:
        device = self.device(group)
        return device.fill_in(selections or sheet("ao"), self.paper(device))

    def ballots(self, number: int) -> list[Ballot]:
        return [self.ballot() for _ in range(number)]


def an_election(*contests: Contest, groups: int = 1, **changes: object) -> Election:
    sealing_key, receipt_key = SealingKey.generate(), ReceiptKey.generate()
    contests = contests or (a_contest(),)
    facts = {
        "poll": secrets.token_hex(16),
        "title": "工会委员会委员选举",
        "kind": "election",
        "organisation": "实验小学",
        "meeting": "第五届第三次会员代表大会",
        "rules": {"preset": "union_election_2016"},
        "contests": contests,
        "groups": tuple(
            Group(f"g{i}", "", (f"{i:05}",), issuing_key(i).public.n) for i in range(groups)
        ),
        "sealing_key": sealing_key.public,
        "receipt_key": receipt_key.public,
        "plaintext_size": plaintext_size(contests),
    }
    return Election(Manifest(**(facts | changes)), sealing_key, receipt_key)


@cache
def spare_papers(number: int) -> tuple[tuple[Ed25519PrivateKey, bytes, bytes], ...]:
    """Ballot keys with a paper each; a paper says nothing of the poll, so they can serve again."""
    election = an_election()
    devices = [election.device() for _ in range(number)]
    return tuple((device._key, device.public_key, election.paper(device)) for device in devices)


def opaque_ballot(poll: Poll, voter: int, content: int = 0, of: int = 8) -> Ballot:
    """The voter's ballot with some content nobody will read."""
    key, public_key, paper = spare_papers(of)[voter]
    noise = hashlib.shake_256(bytes([voter, content]) + poll.manifest_hash)
    sealed = noise.digest(poll.sealed_size)
    signature = key.sign(cast_message(poll.manifest_hash, 0, sealed))
    return Ballot(0, public_key, paper, signature, sealed)


def at_once(work, items) -> list:
    """Do the work on all items from as many threads, and return results and refusals in order."""

    def tried(item):
        try:
            return work(item)
        except Exception as error:  # noqa: BLE001 - what came back is what the test looks at
            return error

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(tried, items))
