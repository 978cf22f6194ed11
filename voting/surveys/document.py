"""The answer of ``voting tabulate`` as JSON; its form is a promise, see ``docs/surveys.md``."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from voting.surveys.disclosure import Published, ShownCross
from voting.surveys.figures import Box
from voting.surveys.form import Form, Kind
from voting.surveys.policy import Shown
from voting.surveys.rates import Returns
from voting.surveys.responses import Batch
from voting.surveys.tabulation import Table
from voting.surveys.wording import WITHHELD, decimal, percent, signed

_PLACES = 2


def rates(returns: Returns) -> dict[str, Any]:
    """Return the numbers of questionnaires and their rates; ``null`` where 发出 is unknown."""
    found: dict[str, Any] = {
        "issued": returns.issued,
        "returned": returns.returned,
        "valid": returns.valid,
        "回收率": None,
        "有效率": None,
        "有效问卷回收率": None,
    }
    for rate in returns.rates():
        found[rate.name] = {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "percent": rate.percent,
        }
    return found


def document(
    form: Form, batch: Batch, returns: Returns, published: Published, flagged: Sequence[Any]
) -> dict[str, Any]:
    """Return the whole answer."""
    return {
        "form": {"title": form.title, "id": form.id, "version": form.version},
        "rates": rates(returns),
        "min_group": published.policy.least,
        "tables": [table(shown) for shown in published.tables],
        "cross_tables": [cross(each) for each in published.crosses],
        "invalid": [
            {"row": each.row, "question": each.question or None, "message": each.message}
            for each in batch.invalid
        ],
        "flagged": list(flagged),
        "warnings": list(batch.notes),
    }


def table(shown: Shown) -> dict[str, Any]:
    """Return one table over all responses."""
    found = shown.table
    return {
        "name": found.name,
        "label": found.label,
        "type": found.kind.value,
        "asked": WITHHELD if shown.is_withheld else found.asked,
        "skipped": WITHHELD if shown.is_withheld else found.skipped,
        **_filled(shown),
    }


def _filled(shown: Shown) -> dict[str, Any]:
    """Return what a table holds besides its name: base, options, figures."""
    found = shown.table
    data: dict[str, Any] = {"base": WITHHELD if shown.base is None else shown.base}
    if found.options:
        data["options"] = [
            {
                "name": option.name,
                "label": option.label,
                "count": WITHHELD if count is None else count,
                "percent": _share(count, shown.base),
            }
            for option, count in zip(found.options, shown.counts, strict=True)
        ]
    if found.kind is Kind.SELECT_MULTIPLE:
        total = sum(option.count for option in found.options)
        data["percent_sum"] = _share(total if shown.complete else None, shown.base)
    if shown.base is not None:
        data |= _figures(found, withheld=not shown.complete)
    return data


def _share(count: int | None, base: int | None) -> str | None:
    if count is None or base is None:
        return WITHHELD
    return percent(count, base)


def _figures(found: Table, *, withheld: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if found.scale:
        data |= _scale(found)
    if found.recommendation:
        each = found.recommendation
        data |= {
            "promoters": each.promoters,
            "passives": each.passives,
            "detractors": each.detractors,
            "enps": signed(each.score),
        }
    if withheld:
        data = dict.fromkeys(data, WITHHELD)
    if found.numbers:
        numbers = found.numbers
        data |= {
            "mean": decimal(numbers.mean, _PLACES),
            "median": _decimal(numbers.median),
            "min": _decimal(numbers.least),
            "max": _decimal(numbers.most),
        }
    if found.ranks:
        data["ranks"] = [
            {
                "name": rank.name,
                "label": rank.label,
                "mean_rank": _decimal(rank.mean),
            }
            for rank in found.ranks
        ]
    for key, texts in (("texts", found.texts), ("other_texts", found.other_texts)):
        if texts:
            data[key] = [{"text": text, "count": n} for text, n in texts]
    return data


def _scale(found: Table) -> dict[str, Any]:
    scale = found.scale
    if scale is None:
        return {}
    data: dict[str, Any] = {"mean": decimal(scale.mean, _PLACES)}
    boxes = {"top2": scale.top2, "top3": scale.top3, "bottom2": scale.bottom2}
    data |= {key: _box(box, found.base) for key, box in boxes.items() if box}
    if scale.index is not None:
        data["index"] = decimal(scale.index, _PLACES)
    return data


def _box(box: Box, base: int) -> dict[str, Any]:
    return {"label": box.label, "count": box.count, "percent": percent(box.count, base)}


def _decimal(value: Fraction | None) -> str:
    return WITHHELD if value is None else decimal(value, _PLACES)


def cross(found: ShownCross) -> dict[str, Any]:
    """Return one cross table: a column a group, shares down each column."""
    first = found.groups[0].table
    return {
        "name": found.question,
        "label": first.label,
        "type": first.kind.value,
        "by": found.breakdown.name,
        "by_label": found.breakdown.label,
        "groups": [
            {"name": group.name, "label": group.label, **_filled(shown)}
            for group, shown in zip(found.breakdown.groups, found.groups, strict=True)
        ],
    }
