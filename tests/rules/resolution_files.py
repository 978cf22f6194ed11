"""Files for ``voting count`` of documents, for tests of the rules."""

from voting.resolutions.counting import answer, count


def a_file(**changes) -> dict:
    """Return a vote of 180 delegates, 120 of them present, on one document."""
    return {
        "kind": "resolution",
        "rules": "enterprise_congress_2012",
        "eligible": 180,
        "attended": 120,
        "issued": 120,
        "returned": 120,
        "items": [{"id": "d1", "title": "绩效工资分配方案"}],
        "ballots": ballots(91, 29),
    } | changes


def ballots(agree: int, oppose: int, abstain: int = 0, *items: str) -> list[dict]:
    """Return piles that mark these items (d1 unless given) alike."""
    marks = (("agree", agree), ("oppose", oppose), ("abstain", abstain))
    return [
        {"marks": dict.fromkeys(items or ("d1",), mark), "count": number}
        for mark, number in marks
        if number
    ]


def counted(**changes) -> dict:
    return answer(count(a_file(**changes)))


def only_item(**changes) -> dict:
    return counted(**changes)["items"][0]
