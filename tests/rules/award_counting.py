"""Awards counted from whole ballots, for tests of the rules."""

from voting.awards.counting import answer, count


def a_section(nominees, **facts) -> dict:
    """Return a section; nominees are ids, or (id, jury's scores)."""
    rows = [
        {"id": one, "name": one}
        if isinstance(one, str)
        else {"id": one[0], "name": one[0], "jury": list(one[1])}
        for one in nominees
    ]
    return {"id": "s", "title": "先进个人", "quota": 1, "nominees": rows} | facts


def sheets(votes: dict[str, int], of: int, section: str = "s", limit: int = 1) -> list[dict]:
    """Spread votes over so many ballots in turn, so that none ticks anybody twice or too many."""
    ballots: list[dict[str, str]] = [{} for _ in range(of)]
    for nominee, number in votes.items():
        free = sorted(ballots, key=len)[:number]
        assert all(len(ballot) < limit for ballot in free)
        for ballot in free:
            ballot[nominee] = "approve"
    return [{"marks": {section: ballot}} for ballot in ballots]


def counted(votes: dict[str, int], of: int = 20, **facts) -> dict:
    """Count one section of an award with these votes; further facts are the section's."""
    outer = {
        key: facts.pop(key)
        for key in ("eligible", "attended", "issued", "returned", "quorum")
        if key in facts
    }
    nominees = facts.pop("nominees", list(votes))
    section = a_section(nominees, **facts)
    limit = section.get("limit", section["quota"])
    document = {
        "kind": "award",
        "eligible": of,
        "attended": of,
        "sections": [section],
        "ballots": sheets(votes, of, limit=max(limit, 1)),
    }
    return answer(count(document | outer))


def the_section(result: dict) -> dict:
    return result["sections"][0]


def ranks(result: dict) -> dict[str, int]:
    return {row["id"]: row["rank"] for row in the_section(result)["nominees"]}


def row_of(result: dict, nominee: str) -> dict:
    return next(row for row in the_section(result)["nominees"] if row["id"] == nominee)
