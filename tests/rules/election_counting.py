"""Elections counted from whole ballots, for tests of the rules."""

from voting.elections.counting import answer, count


def sheets(approvals: dict[str, int], returned: int) -> list[dict]:
    """Spread the approvals over the ballots in turn, so that no sheet is marked too often."""
    ballots = [{} for _ in range(returned)]
    at = 0
    for candidate, number in approvals.items():
        for _ in range(number):
            ballots[at % returned][candidate] = "approve"
            at += 1
    return [{"marks": marks} for marks in ballots]


def counted(approvals: dict[str, int] | None = None, **given) -> dict:
    """Count an election of 应到 120, 参加 96 by the union's rules, unless told otherwise."""
    returned = given.pop("returned", 96)
    approvals = approvals or {}
    names = given.pop("candidates", list(approvals) or ["A"])
    document = {
        "kind": "election",
        "rules": "union_election_2016",
        "eligible": 120,
        "attended": 96,
        "issued": 96,
        "returned": returned,
        "seats": 1,
        "candidates": [
            {"id": name, "name": name} if isinstance(name, str) else name for name in names
        ],
        "ballots": sheets(approvals, returned),
    }
    return answer(count(document | given))


def votes_of(result: dict, candidate: str) -> dict:
    return next(row for row in result["tally"] if row["id"] == candidate)


def one_sheet(*, seats: int, **ballot) -> dict:
    """Count a single ballot of four candidates."""
    return counted(
        eligible=1,
        attended=1,
        issued=1,
        returned=1,
        seats=seats,
        candidates=[{"id": key, "name": f"候选人{key}"} for key in "abcdef"],
        ballots=[ballot],
        rules=ballot.pop("rules", "union_election_2016"),
    )
