"""A counted evaluation as pages show it: figures, charts, remarks, and the change since before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from voting.errors import NotReady
from voting.evaluations import queries
from voting.evaluations.comments import shuffled
from voting.evaluations.comparison import Compared, compared
from voting.evaluations.models import Evaluation, EvaluationSubject
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.counting import result_of
from voting.polls.models import Poll
from voting.polls.opened import counted
from voting.polls.rules import WITH_RESULT, State
from voting.web.charts import Bar, Part, stacked_bars

Result = Mapping[str, Any]
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was written about one subject under one heading (优点, 不足, 理由)."""

    title: str
    texts: list[str]


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


def remarks(poll: Poll, option_id: str) -> list[Remarks]:
    """Return what was written about a subject, in an order without meaning."""
    manifest = polls.manifest_of(poll)
    slots = {slot.id: slot.title for one in manifest.contests for slot in one.texts}
    if not slots or poll.state not in WITH_RESULT:
        return []
    texts = counted(poll).texts
    return [
        Remarks(
            title,
            shuffled(
                [
                    text
                    for by_option in texts.values()
                    for text in by_option.get(option_id, {}).get(slot, ())
                ],
                manifest.hash,
            ),
        )
        for slot, title in slots.items()
    ]


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


def change_of(one: EvaluationSubject, whole: Result, before: Earlier | None) -> Compared | None:
    """Compare a subject with the same person, or a body of the same name, in an earlier one."""
    if before is None:
        return None
    then = _same(one, before.poll.id)
    figures = {each["id"]: each for each in before.result["subjects"]}
    if then is None or then.option_id not in figures:
        return None
    now = line_of(whole, one.option_id)
    return compared(now, figures[then.option_id], whole["scale"])


def _same(one: EvaluationSubject, poll_id: int) -> EvaluationSubject | None:
    if one.person_id is not None:
        return queries.subject_of(poll_id, one.person_id)
    bodies = (other for other in queries.subjects(poll_id) if other.is_body)
    return next((other for other in bodies if other.name == one.name), None)
