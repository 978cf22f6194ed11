"""A share of a number that must be reached or exceeded; whole numbers and fractions only."""

import re
from dataclasses import dataclass

from verifier.canonical import Node
from verifier.documents import Bundle

_SHARE = re.compile(r"(0|[1-9][0-9]{0,8})(?:/([1-9][0-9]{0,8}))?\Z")
_BASES = ("eligible", "attended", "returned", "valid")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a base that must be reached (``>=``) or exceeded (``>``)."""

    numerator: int
    denominator: int
    operator: str
    base: str
    share: str

    def reached(self, part: int, whole: int) -> bool:
        """Tell whether part/whole satisfies it; of nobody, nothing does."""
        if not whole:
            return False
        left, right = part * self.denominator, whole * self.numerator
        return left > right if self.operator == ">" else left >= right

    def need(self, whole: int) -> int:
        """Return the least part that satisfies it, and one at the least."""
        exact, rest = divmod(whole * self.numerator, self.denominator)
        return max(exact + 1 if rest or self.operator == ">" else exact, 1)

    def attended(self, bundle: Bundle) -> bool:
        """Tell whether enough of the electors attended."""
        return self.reached(bundle.counts.attended, bundle.counts.eligible)

    def of(self, bundle: Bundle) -> int:
        """Return the number that its base names."""
        return bundle.counts.published()[self.base]


def read_threshold(node: Node, operator: str = "op") -> Threshold:
    """Read a threshold; ``operator`` is the name of the member that holds its comparison."""
    share, sign, base = (node[key].text() for key in ("share", operator, "base"))
    if sign not in {">", ">="} or base not in _BASES:
        node.refuse("不认识的比较方式或基数")
    return threshold(node["share"], share, sign, base)


def threshold(node: Node, share: str, operator: str = ">=", base: str = "eligible") -> Threshold:
    """Return the threshold of a share that is written as text, as ``2/3``."""
    found = _SHARE.match(share)
    if not found:
        node.refuse("应为分数，如 1/2")
    return Threshold(int(found[1]), int(found[2] or 1), operator, base, share)
