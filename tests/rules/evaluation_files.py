"""Files of evaluations for ``voting count``, and what the command says of one subject."""

from tests.rules.count_files import answered

GRADES = ["excellent", "competent", "basic", "incompetent"]
POINTS = {"excellent": 100, "competent": 80, "basic": 60, "incompetent": 40}
ITEMS = ["good", "fair", "average", "poor"]
SCORED = {"type": "points", "points": POINTS}


def piles(*counts: int, grades=GRADES, subject="s", **members) -> list[dict]:
    """Return so many ballots of each grade for one subject."""
    return [
        {"marks": {subject: grade}, "count": n, **members}
        for grade, n in zip(grades, counts, strict=True)
        if n
    ]


def item_piles(items: dict[str, tuple[int, ...]], grades=GRADES, **members) -> list[dict]:
    """Return ballots that give each dimension its grades so often; sheets are filled up in turn."""
    columns = {
        item: [grade for grade, n in zip(grades, counts, strict=True) for _ in range(n)]
        for item, counts in items.items()
    }
    number = {len(column) for column in columns.values()}.pop()
    return [
        {"marks": {"s": {item: column[n] for item, column in columns.items()}}, **members}
        for n in range(number)
    ]


def an_evaluation(ballots: list[dict], **changes) -> dict:
    """Return a file with one subject, graded from 优秀 to 不称职, counts only."""
    return {
        "kind": "evaluation",
        "subjects": [{"id": "s", "name": "丁一"}],
        "scale": GRADES,
        "scheme": {"type": "counts"},
        "ballots": ballots,
    } | changes


def of_subject(document: dict, index: int = 0) -> dict:
    """Return what the command says of one subject."""
    return answered(document)["subjects"][index]


def score_of(document: dict) -> str | None:
    return of_subject(document)["score"]
