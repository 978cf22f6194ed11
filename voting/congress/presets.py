"""Presets of congresses: which rules apply where, as data in ``presets.json``."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from voting.congress.composition import Group, GroupRule, Limit, NumberBand
from voting.congress.rules import Body, Constituency, Share
from voting.errors import WrongInput
from voting.i18n import _

_FILE = Path(__file__).with_name("presets.json")


@dataclass(frozen=True, slots=True)
class Preset:
    """The rules of one kind of congress; every figure is a default of the texts it follows."""

    name: str
    title: str
    constituency: Constituency
    assemblies: MappingProxyType[Body, str]
    quorum: Share
    call: Share
    body_threshold: int
    """From so many people on the congress may be one of delegates."""
    delegates_number: tuple[NumberBand, ...]
    term_years: tuple[int, ...]
    extension_months: int
    materials_days: int
    """Days before the meeting by which delegates have its documents; 0 where unruled."""
    young_age: int
    lines: tuple[GroupRule, ...]


@cache
def presets() -> MappingProxyType[str, Preset]:
    """Return all presets by name, in the order of the file."""
    raw: dict[str, dict[str, Any]] = json.loads(_FILE.read_text("utf-8"))
    return MappingProxyType({name: _preset(name, _resolved(name, raw)) for name in raw})


def preset(name: str) -> Preset:
    """Return a preset by its name."""
    try:
        return presets()[name]
    except KeyError:
        raise WrongInput(_("没有这种会议类型，请重新选择。")) from None


def _resolved(name: str, raw: dict[str, dict[str, Any]]) -> dict[str, Any]:
    own = raw[name]
    inherited = _resolved(own["extends"], raw) if "extends" in own else {}
    return inherited | own


def _preset(name: str, data: dict[str, Any]) -> Preset:
    return Preset(
        name=name,
        title=data["title"],
        constituency=Constituency(data["constituency"]),
        assemblies=MappingProxyType(
            {Body(body): words for body, words in data["assemblies"].items()}
        ),
        quorum=Share(**data["quorum"]),
        call=Share(**data["call"]),
        body_threshold=data["body_threshold"],
        delegates_number=tuple(_band(band) for band in data["delegates_number"]),
        term_years=tuple(data["term_years"]),
        extension_months=data["extension_months"],
        materials_days=data["materials_days"],
        young_age=data["young_age"],
        lines=tuple(
            GroupRule(Group(line["group"]), Limit(line["limit"]), _share(line))
            for line in data["lines"]
        ),
    )


def _share(data: dict[str, Any]) -> Share | None:
    return Share(data["num"], data["den"]) if "num" in data else None


def _band(data: dict[str, Any]) -> NumberBand:
    return NumberBand(
        start=data["from"],
        least=data["min"],
        each=data.get("each", 0),
        add=data.get("add", 0),
        share=_share(data),
    )
