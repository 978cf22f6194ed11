"""A counted evaluation as pages show it: figures, charts, remarks, and the change since before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from voting.errors import NotReady
from voting.evaluations import queries
from voting.evaluations.comments import Remarks, remarks_of
from voting.evaluations.comparison import Compared, compared
from voting.evaluations.models import Evaluation, EvaluationSubject
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.counting import result_of
from voting.polls.models import Poll
from voting.polls.opened import tally_of
from voting.polls.rules import WITH_RESULT, State
from voting.web.charts import Bar, Part, stacked_bars

Result = Mapping[str, Any]
Figures = Mapping[str, Any]


def result(poll: Poll) -> Result:
    """Return the counted result; refuse before there is one."""
    found = result_of(poll.id)
    if found is None or poll.state not in WITH_RESULT:
        raise NotReady(_("这项测评还没有计票，计票后才能查看结果。"))
    return found[0]


def line_of(whole: Result, option_id: str) -> Figures:
    """Return the figures of one subject; refuse where the result has none (测评无效)."""
    for line in whole["subjects"]:
        if line["id"] == option_id:
            return dict(line)
    raise NotReady(_("这项测评没有各对象的结果：%(why)s", why="".join(whole["warnings"])))


def lines_of(whole: Result, seen: Collection[str]) -> list[Figures]:
    """Return the figures of the subjects somebody may see."""
    return [line for line in whole["subjects"] if line["id"] in seen]


def chart(whole: Result, lines: Sequence[Figures], name: str = "chart") -> Markup:
    """Draw the grades of several subjects; nothing where marks have no bands."""
    return _drawn(whole, [(line["name"], line) for line in lines], name)


def dimension_chart(whole: Result, line: Figures) -> Markup:
    """Draw the grades of one subject by dimension."""
    rows = [(one["title"], line["dimensions"][one["id"]]) for one in whole["dimensions"]]
    return _drawn(whole, rows, "dimensions")


def _drawn(whole: Result, rows: Sequence[tuple[str, Figures]], name: str) -> Markup:
    if not whole["scale"] or not rows:
        return Markup()
    bars = [Bar(title, _parts(whole, row)) for title, row in rows]
    return stacked_bars(name, _("各等次票数"), bars)


def _parts(whole: Result, row: Figures) -> tuple[Part, ...]:
    labels = whole["labels"]
    graded = [Part(labels.get(grade, grade), row["counts"][grade]) for grade in whole["scale"]]
    outside = [Part(labels[whole["unknown"]], row["unknown"])] if whole["unknown"] else []
    return (*graded, *outside, Part(_("未评"), row["abstain"]))


def remarks(poll: Poll, whole: Result, line: Figures) -> tuple[Remarks, ...]:
    """Return what was written about a subject; nothing where too few sheets would tell by whom."""
    manifest = polls.manifest_of(poll)
    if line["n"] < whole["min_group"] or not any(one.texts for one in manifest.contests):
        return ()
    tally = tally_of(poll)
    texts = {one.id: tally.texts_of(one.id) for one in manifest.contests}
    return remarks_of(manifest.contests, texts, manifest.hash)[line["id"]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier evaluation of the same series, with its result."""

    poll: Poll
    evaluation: Evaluation
    result: Result

    @property
    def period(self) -> str:
        """What it is called beside the later one."""
        return self.evaluation.period or self.poll.title


def earlier(found: Evaluation) -> Earlier | None:
    """Return the evaluation this one is compared with, once it has a result."""
    poll = queries.poll_of(found.previous_poll_id)
    known = result_of(poll.id) if poll is not None else None
    if poll is None or known is None or poll.state == State.ANNULLED:
        return None
    return Earlier(poll, queries.evaluation(poll.id), known[0])


def changes(
    judged: Iterable[EvaluationSubject], whole: Result, before: Earlier | None
) -> dict[str, Compared]:
    """Compare subjects with the same persons, or bodies of the same names, in an earlier one.

    A grade is the same where its word is: made-up ones have ids that tell nothing.
    """
    if before is None:
        return {}
    words, earlier_words = whole["labels"], before.result["labels"]
    scale = [one for one in whole["scale"] if words.get(one) == earlier_words.get(one)]
    now, then = _by_id(whole), _by_id(before.result)
    same = {_whoever(one): one.option_id for one in queries.subjects(before.poll.id)}
    pairs = ((one.option_id, same.get(_whoever(one), "")) for one in judged)
    return {
        option: compared(now[option], then[earlier_option], scale)
        for option, earlier_option in pairs
        if option in now and earlier_option in then
    }


def change_of(one: EvaluationSubject, whole: Result, before: Earlier | None) -> Compared | None:
    """Compare one subject with the same one in an earlier evaluation."""
    return changes([one], whole, before).get(one.option_id)


def _by_id(whole: Result) -> dict[str, Figures]:
    return {line["id"]: line for line in whole["subjects"]}


def _whoever(one: EvaluationSubject) -> int | str:
    """Return what a subject is known by in every evaluation."""
    return one.name if one.person_id is None else one.person_id
