"""The answer of ``voting tabulate`` as people read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from voting.i18n import _


def printed(answer: Mapping[str, Any]) -> str:
    """Write an answer as lines of text."""
    return "\n".join(_lines(answer))


def _lines(answer: Mapping[str, Any]) -> Iterator[str]:
    yield answer["form"]["title"]
    yield from _rates(answer["rates"])
    for table in answer["tables"]:
        yield ""
        yield f"{table['label'] or table['name']}（{table['name']}）"
        yield _("  本题填写人数 %(base)s", base=table["base"]) + _skipped(table)
        yield from _table(table, "  ")
    for cross in answer["cross_tables"]:
        yield ""
        yield f"{cross['label'] or cross['name']} × {cross['by_label']}"
        for group in cross["groups"]:
            yield f"  {group['label']}（n={group['base']}）"
            yield from _table(group, "    ")
    if answer["cross_tables"]:
        yield ""
        yield _("“—”：没有人、人数太少，或为保护他人而不显示。")
    for each in answer["invalid"]:
        place = _("第 %(row)s 行", row=each["row"])
        yield _("无效答卷 %(place)s：%(reason)s", place=place, reason=each["message"])
    for each in answer["flagged"]:
        yield _(
            "请复核第 %(row)s 行：%(flags)s", row=each["row"], flags="、".join(each["messages"])
        )
    yield from answer["warnings"]


def _rates(rates: Mapping[str, Any]) -> Iterator[str]:
    issued = "—" if rates["issued"] is None else rates["issued"]
    yield _(
        "发出 %(issued)s，收回 %(returned)s，有效 %(valid)s",
        issued=issued,
        returned=rates["returned"],
        valid=rates["valid"],
    )
    for name in ("回收率", "有效率", "有效问卷回收率"):
        rate = rates[name]
        if rate:
            yield f"{name} {rate['percent']}（{rate['numerator']}/{rate['denominator']}）"


def _skipped(table: Mapping[str, Any]) -> str:
    return _("，按逻辑跳过 %(n)s", n=table["skipped"]) if table["skipped"] else ""


def _table(table: Mapping[str, Any], indent: str) -> Iterator[str]:
    for option in table.get("options", ()):
        yield f"{indent}{option['label']} {option['count']} {option['percent'] or ''}".rstrip()
    for key, name in _figures().items():
        if key in table:
            yield f"{indent}{name} {_value(table[key])}"
    for rank in table.get("ranks", ()):
        yield _("%(label)s 平均名次 %(mean)s", label=indent + rank["label"], mean=rank["mean_rank"])
    for text in (*table.get("texts", ()), *table.get("other_texts", ())):
        yield f"{indent}· {text['text']}" + (f" ×{text['count']}" if text["count"] > 1 else "")


def _figures() -> dict[str, str]:
    return {
        "percent_sum": _("合计（多选，按人数）"),
        "mean": _("均值"),
        "median": _("中位数"),
        "min": _("最小"),
        "max": _("最大"),
        "top2": _("前两项"),
        "top3": _("前三项"),
        "bottom2": _("后两项"),
        "index": _("满意度指数"),
        "enps": "eNPS",
    }


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{value['label']} {value['count']} {value['percent']}"
    return str(value)
