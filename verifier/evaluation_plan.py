"""The plan of an evaluation as the manifest froze it: dimensions, groups, scale, scheme."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from verifier.canonical import Node
from verifier.manifest import Contest, Manifest
from verifier.numbers import exact

Bands = tuple[tuple[str, Fraction], ...]
"""Name and least number of each band, from high to low."""
UNMARKED, OWN, VOID = "abstain", "own", "void"


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of raters: a voter group, or circles inside it."""

    weight: Fraction
    group: str | None
    circles: tuple["Circle", ...]


@dataclass(frozen=True)
class Plan:
    """What decides about figures and scores; ``rules`` is the whole plan as it was frozen."""

    rules: Node
    contests: Mapping[str, Contest]
    weights: Mapping[str, Fraction | None]
    """Dimension → weight; one entry for the only contest of a plan without dimensions."""
    groups: Mapping[str, Fraction | None]
    """Group id → weight, in the manifest's order; empty without groups."""
    scale: tuple[str, ...]
    unknown: str | None
    base: str
    scheme: Node
    kind: str
    circles: tuple[Circle, ...]
    overall: str | None
    quorum: Fraction | None
    flags: tuple[tuple[str, tuple[str, ...], Fraction], ...]
    """Name, grades, and the share that raises it: under it, or over it."""
    extra: Mapping[str, Fraction]

    @property
    def scores(self) -> bool:
        """Tell whether the scheme makes a number at all."""
        return self.kind not in {"counts", "flags"}

    @property
    def weighted(self) -> bool:
        """Tell whether voter groups count by weights instead of by their ballots."""
        return bool(self.circles) or any(each is not None for each in self.groups.values())

    @property
    def dimensions(self) -> list[str]:
        """Return the dimensions; none where there is one contest for all."""
        return [each["id"].text() for each in self.rules["dimensions"]]

    def bands(self, contest: str) -> Bands:
        """Return the bands by which the numbers of a contest are counted."""
        numbers = self.contests[contest].numbers
        if numbers is None:
            return ()
        own = read_bands(self.scheme.get("bands")) if self.kind == "marks" else ()
        return own or _ordered(numbers.bands)

    def grades(self, contest: str) -> tuple[str, ...]:
        """Return the grades, or bands, of a contest, the best first."""
        if self.contests[contest].numbers is None:
            return self.scale
        return tuple(name for name, _least in self.bands(contest))

    @property
    def result_bands(self) -> Bands:
        """Return the bands that a printed score lies in."""
        if self.kind == "sums":
            return read_bands(self.scheme.get("total_bands"))
        own = read_bands(self.scheme.get("bands")) if self.kind == "marks" else ()
        points = self.rules.get("points")
        return own or (read_bands(points.get("bands")) if points else ())


def band_of(bands: Bands, value: Fraction) -> str | None:
    """Return the band a number lies in; below the lowest there is none."""
    return next((name for name, least in bands if value >= least), None)


def read_bands(node: Node | None) -> Bands:
    """Read bands, each with ``id`` and ``least``."""
    if node is None:
        return ()
    return _ordered(tuple((each["id"].text(), exact(each["least"])) for each in node))


def _ordered(bands: Bands) -> Bands:
    return tuple(sorted(bands, key=lambda band: band[1], reverse=True))


def read_plan(manifest: Manifest) -> Plan:
    """Read the plan out of a manifest's rules."""
    rules = manifest.rules
    scheme, unknown = rules["scheme"], rules.get("unknown")
    circles, overall = scheme.get("circles"), scheme.get("overall")
    return Plan(
        rules=rules,
        contests={contest.id: contest for contest in manifest.contests},
        weights=_weights(rules["dimensions"], manifest),
        groups=_groups(rules, manifest),
        scale=tuple(rules["scale"].texts()),
        unknown=unknown.text() if unknown else None,
        base=rules["base"].text(),
        scheme=scheme,
        kind=scheme["type"].text(),
        circles=tuple(_circle(each) for each in circles) if circles else (),
        overall=overall.text() if overall else None,
        quorum=optional(rules, "quorum", exact),
        flags=tuple(_flags(scheme)),
        extra=_extra(rules["extra"]),
    )


def _flags(scheme: Node) -> Iterator[tuple[str, tuple[str, ...], Fraction]]:
    for name, grades, bound in (
        ("below_good", "good", "good_at_least"),
        ("above_bad", "bad", "bad_more_than"),
    ):
        share = optional(scheme, bound, exact)
        if share is not None:
            yield name, tuple(scheme[grades].texts()), share


def _weights(node: Node, manifest: Manifest) -> dict[str, Fraction | None]:
    found = {each["id"].text(): optional(each, "weight", exact) for each in node}
    asked = [contest.id for contest in manifest.contests]
    if found and list(found) != asked:
        node.refuse("维度与选票上的事项不符")
    return found or dict.fromkeys(asked, Fraction(1))


def _groups(rules: Node, manifest: Manifest) -> dict[str, Fraction | None]:
    groups, known = rules.get("groups"), [group.id for group in manifest.groups]
    if groups is None:
        return {}
    rows = groups.mapping()
    if set(rows) != set(known):
        groups.refuse("组别与清单中的选举人分组不符")
    return {group: optional(rows[group], "weight", exact) for group in known}


def optional(node: Node, name: str, read: Callable[[Node], Fraction]) -> Fraction | None:
    """Read a member where it is there and not null."""
    found = node.get(name)
    return None if found is None else read(found)


def _circle(node: Node) -> Circle:
    group, circles = node.get("group"), node.get("circles")
    inside = tuple(_circle(each) for each in circles) if circles else ()
    return Circle(exact(node["weight"]), group.text() if group else None, inside)


def _extra(node: Node) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for each in node:
        subject = each["subject"].text()
        found[subject] = found.get(subject, Fraction(0)) + exact(each["points"])
    return found
