"""Sealed polls for phones to vote in: keys, contests, manifests."""

from dataclasses import dataclass
from typing import Any

from voting.ballots.manifest import Group, Manifest
from voting.ballots.papers import IssuingKey
from voting.ballots.rules import Contest, Option
from voting.ballots.seal import ReceiptKey, SealingKey

NAMES = (
    "丁一",
    "王二",
    "文三",
    "田富",
    "田大利",
    "李红梅",
    "张伟",
    "陈静",
    "欧阳修远",
    "赵敏",
    "周强",
)
NOTES = ("语文教研组", "数学教研组", "行政处室", "物理教研组", "八年级组", "工会", "", "英语教研组")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a poll, made once for many polls since RSA keys take their time."""

    issuing: IssuingKey
    sealing: SealingKey
    receipt: ReceiptKey

    @classmethod
    def generate(cls) -> "Keys":
        return cls(IssuingKey.generate(), SealingKey.generate(), ReceiptKey.generate())


def committee(seats: int = 9, candidates: int = 11, **changes: Any) -> Contest:
    """The committee election of the mock-ups."""
    options = tuple(
        Option(f"o{i + 1}", NAMES[i % len(NAMES)] + "甲" * (i // len(NAMES)), NOTES[i % len(NOTES)])
        for i in range(candidates)
    )
    usual: dict[str, Any] = {
        "id": "c1",
        "title": "工会委员会委员",
        "options": options,
        "scale": ("approve", "oppose", "abstain"),
        "unmarked": "abstain",
        "limits": {"approve": seats},
        "write_ins": seats,
        "write_in_mark": "approve",
        "write_in_needs": "oppose",
    }
    return Contest(**(usual | changes))


def manifest_of(keys: Keys, contests: tuple[Contest, ...], **changes: Any) -> Manifest:
    """A sealed poll of three electors."""
    usual: dict[str, Any] = {
        "poll": "8f" * 16,
        "title": "工会委员会委员选举",
        "kind": "election",
        "organisation": "实验中学",
        "meeting": "第五届第三次会员代表大会",
        "rules": {"name": "union_election_2016"},
        "contests": contests,
        "groups": (Group("all", "", ("02002", "02003", "02004"), keys.issuing.public.n),),
        "sealing_key": keys.sealing.public,
        "receipt_key": keys.receipt.public,
        "plaintext_size": 1024,
        "transport": "https",
    }
    return Manifest(**(usual | changes))
