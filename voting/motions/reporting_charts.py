"""The charts of a report; each stands beside the table with the same figures."""

from collections.abc import Sequence

from markupsafe import Markup

from voting.i18n import _
from voting.motions.reporting import Reporting
from voting.motions.rules import GRADE_LABELS, Class, Grade
from voting.motions.statistics import NO_FEEDBACK, Line, Report
from voting.web.charts import Bar, Part, stacked_bars

_MOST_BARS = 12


def charts(found: Reporting) -> dict[str, Markup]:
    """Return the charts by the name of the table they stand beside; none where nothing is."""
    said = found.report
    drawn: dict[str, Markup] = {}
    if said.received:
        drawn["counts"] = stacked_bars("counts", _("提案的去向"), _fates(said))
    if said.replied.part:
        drawn["classes"] = stacked_bars("classes", _("办理类型"), [_classes(said)])
        drawn["feedback"] = stacked_bars("feedback", _("提案人反馈"), [_feedback(said)])
    for name, title, lines, unnamed in (
        ("categories", _("各类别的答复情况"), said.categories, _("（未填写）")),
        ("delegations", _("各代表团的答复情况"), said.delegations, _("（未填写）")),
        ("units", _("各部门的答复情况"), said.units, _("（待交办）")),
    ):
        bars = _answers(lines, unnamed)
        if bars:
            drawn[name] = stacked_bars(name, title, bars)
    return drawn


def _fates(said: Report) -> list[Bar]:
    ended = (said.not_filed, said.withdrawn, said.pending)
    labels = (_("立案"), _("意见建议"), _("不予立案"), _("撤案"), _("待审查"))
    return [
        Bar(name, tuple(map(Part, labels, (*counts, *ended))))
        for name, counts in (
            (_("并案前"), (said.filed, said.suggestions)),
            (_("并案后"), (said.filed_merged, said.suggestions_merged)),
        )
    ]


def _classes(said: Report) -> Bar:
    parts = (Part(_("%(class)s类", **{"class": each}), said.classes[each].part) for each in Class)
    return Bar(_("已答复 %(n)s 件", n=said.replied.part), tuple(parts))


def _feedback(said: Report) -> Bar:
    words = [(str(GRADE_LABELS[each]), each.value) for each in Grade]
    # Silence stands between, so that the colour of a warning is that of 不满意.
    words.insert(2, (_("未反馈"), NO_FEEDBACK))
    parts = [Part(label, said.feedback[word].part) for label, word in words]
    return Bar(_("已答复 %(n)s 件", n=said.replied.part), tuple(parts))


def _answers(lines: Sequence[Line], unnamed: str) -> list[Bar]:
    return [
        Bar(
            line.name or unnamed,
            (
                Part(_("已答复"), line.replied.part),
                Part(_("未答复"), line.replied.whole - line.replied.part),
            ),
        )
        for line in lines[:_MOST_BARS]
        if line.replied.whole
    ]
