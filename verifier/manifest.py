"""The manifest: what was frozen when the roll was sealed, before anybody could vote."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from verifier.canonical import Node
from verifier.numbers import Numbers, read_numbers

FORMAT = "voting-manifest/1"
_MODULUS_BYTES = 256
_EXPONENT = 65537


@dataclass(frozen=True, slots=True)
class Group:
    """A voter group: who is in it, and the key that signs its papers."""

    id: str
    electors: tuple[str, ...]
    issuing_key: RSAPublicKey


@dataclass(frozen=True, slots=True)
class Contest:
    """One question of the ballot."""

    id: str
    names: Mapping[str, str]
    """Option id → printed name, in the order of the ballot."""
    notes: Mapping[str, str]
    scale: tuple[str, ...]
    unmarked: str
    limits: Mapping[str, int]
    write_ins: int
    write_in_mark: str | None
    write_in_needs: str | None
    least: Mapping[str, int]
    numbers: Numbers | None
    own: str | None

    def knows(self, mark: str) -> bool:
        """Tell whether a line of a ballot may carry this mark, or counts as it."""
        if mark in self.scale or mark in {self.unmarked, self.own}:
            return True
        return self.numbers is not None and self.numbers.has(mark)

    def counted_as(self, mark: str) -> str:
        """Return what limits call a mark: itself, or the band of a number."""
        if self.numbers is None or not self.numbers.has(mark):
            return mark
        return self.numbers.band(mark) or mark


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was frozen when the roll was sealed."""

    kind: str
    title: str
    organisation: str
    meeting: str
    transport: str
    rules: Node
    contests: tuple[Contest, ...]
    groups: tuple[Group, ...]

    @property
    def own_rows(self) -> dict[str, str]:
        """Return the line of each elector who is on the ballot: number → option id."""
        rows = self.rules.get("own_rows")
        return {} if rows is None else {key: row.text() for key, row in rows.mapping().items()}

    @property
    def electors(self) -> list[str]:
        """Return the numbers of all electors, group after group."""
        return [number for group in self.groups for number in group.electors]


def read_manifest(node: Node) -> Manifest:
    """Read a manifest; what the recount doesn't need of it is bound by its hash alone."""
    if node["format"].text() != FORMAT:
        node["format"].refuse(f"不认识的格式，应为 {FORMAT}")
    return Manifest(
        kind=node["kind"].text(),
        title=node["title"].text(),
        organisation=node["meeting"]["organisation"].text(),
        meeting=node["meeting"]["name"].text(),
        transport=node["transport"].text(),
        rules=node["rules"],
        contests=tuple(_contest(each) for each in node["contests"]),
        groups=tuple(_group(each) for each in node["groups"]),
    )


def _contest(node: Node) -> Contest:
    mark, needs, own = (node.get(key) for key in ("write_in_mark", "write_in_needs", "own"))
    least, numbers = node.get("least"), node.get("numbers")
    options = [each["id"].text() for each in node["options"]]
    if len(set(options)) != len(options):
        node["options"].refuse("有重复的候选项")
    return Contest(
        id=node["id"].text(),
        names={each["id"].text(): each["name"].text() for each in node["options"]},
        notes={each["id"].text(): each["note"].text() for each in node["options"]},
        scale=tuple(node["scale"].texts()),
        unmarked=node["unmarked"].text(),
        limits=_per_mark(node["limits"]),
        write_ins=node["write_ins"].whole(),
        write_in_mark=mark.text() if mark else None,
        write_in_needs=needs.text() if needs else None,
        least=_per_mark(least) if least else {},
        numbers=read_numbers(numbers) if numbers else None,
        own=own.text() if own else None,
    )


def _per_mark(node: Node) -> dict[str, int]:
    return {key: each.whole() for key, each in node.mapping().items()}


def _group(node: Node) -> Group:
    modulus = int.from_bytes(node["issuing_key"]["n"].binary(_MODULUS_BYTES), "big")
    if node["issuing_key"]["e"].value != _EXPONENT:
        node.refuse(f"发票公钥的指数应为 {_EXPONENT}")
    try:
        key = RSAPublicNumbers(_EXPONENT, modulus).public_key()
    except ValueError:
        node.refuse("发票公钥不是可用的 RSA 公钥")
    return Group(node["id"].text(), tuple(node["electors"].texts()), key)
