"""How many options may be chosen: in XLSForm a constraint, in a form two numbers."""

from voting.surveys.expressions.tokens import Mark, Token, tokens
from voting.surveys.expressions.tree import WrongExpression

_COUNT = ("count-selected", "(", ".", ")")
Limits = tuple[int | None, int | None, str]
"""Fewest, most, and what is left of the constraint."""


def split(constraint: str) -> Limits:
    """Take the limits out of a constraint that joins them to the rest by ``and``."""
    try:
        parts = _joined_by_and(list(tokens(constraint)), constraint)
    except WrongExpression:
        return None, None, constraint
    fewest: int | None = None
    most: int | None = None
    rest: list[str] = []
    for part, source in parts:
        sign, number = _limit(part)
        if sign == ">=" and fewest is None:
            fewest = number
        elif sign == "<=" and most is None:
            most = number
        else:
            rest.append(source)
    if fewest is None and most is None:
        return None, None, constraint
    return fewest, most, _bare(rest[0]) if len(rest) == 1 else " and ".join(rest)


def joined(fewest: int | None, most: int | None, constraint: str) -> str:
    """Write limits and a constraint as one constraint, so that :func:`split` finds them again."""
    limits = [
        f"count-selected(.) {sign} {number}"
        for sign, number in ((">=", fewest), ("<=", most))
        if number is not None
    ]
    if not limits:
        return constraint
    return " and ".join([*limits, *([f"({constraint})"] if constraint else [])])


def _joined_by_and(found: list[Token], source: str) -> list[tuple[list[Token], str]]:
    """Cut a constraint at each ``and`` outside brackets; with an ``or`` there it stays whole."""
    depth, start = 0, 0
    parts: list[tuple[list[Token], str]] = []
    current: list[Token] = []
    for token in found:
        is_name = token.mark is Mark.NAME and depth == 0
        if is_name and token.text == "or":
            return [(found[:-1], source)]
        if token.mark is Mark.END or (is_name and token.text == "and"):
            parts.append((current, source[start : token.place - 1].strip()))
            current, start = [], token.place - 1 + len(token.text)
            continue
        if token.mark is Mark.SIGN:
            depth += (token.text == "(") - (token.text == ")")
        current.append(token)
    return parts


def _limit(part: list[Token]) -> tuple[str, int | None]:
    """Read one limit; no sign where the part is something else."""
    texts = tuple(token.text for token in part)
    if len(texts) == len(_COUNT) + 2 and texts[:4] == _COUNT and texts[5].isdecimal():
        return texts[4], int(texts[5])
    return "", None


def _bare(source: str) -> str:
    """Take off the brackets around a whole part."""
    if not source.startswith("("):
        return source
    found = list(tokens(source))
    depth = 0
    for token in found:
        if token.mark is Mark.SIGN:
            depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            is_whole = token.place == len(source)
            return source[1:-1].strip() if is_whole else source
    return source
