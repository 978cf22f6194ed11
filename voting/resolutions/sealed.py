"""What is frozen of a vote on documents: the rules, and each document's version and digest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from voting.polls.presets import threshold_data
from voting.resolutions.presets import as_data, resolve
from voting.resolutions.rules import ItemClass, ResolutionRules


@dataclass(frozen=True, slots=True)
class SealedItem:
    """One document as it stands on the ballot; ``id`` is its option's.

    ``given_on``: when delegates got its first version; ``text_on``: when they got this one.
    """

    id: str
    title: str
    item_class: ItemClass
    rules: ResolutionRules
    version: int
    sha256: str
    given_on: date
    text_on: date


@dataclass(frozen=True, slots=True)
class Sealed:
    """A whole vote as it is frozen in the manifest; ``held_on`` is the day of the meeting."""

    rules: ResolutionRules
    held_on: date
    items: tuple[SealedItem, ...]


def sealed_data(sealed: Sealed) -> dict[str, Any]:
    """Return it as the rules of a manifest (JSON without floats)."""
    items = {
        item.id: {
            "title": item.title,
            "class": item.item_class.value,
            "quorum": threshold_data(item.rules.quorum),
            "pass": threshold_data(item.rules.passes),
            "standard": item.rules.standard,
            "version": item.version,
            "sha256": item.sha256,
            "given_on": item.given_on.isoformat(),
            "text_on": item.text_on.isoformat(),
            "place": place,
        }
        for place, item in enumerate(sealed.items, 1)
    }
    return as_data(sealed.rules) | {"held_on": sealed.held_on.isoformat(), "items": items}


def read_sealed(data: Mapping[str, Any]) -> Sealed:
    """Read the rules of a manifest back."""
    rules = resolve({key: value for key, value in data.items() if key not in {"held_on", "items"}})
    # Keys of canonical JSON are in the order of their letters, which is not that of the ballot.
    in_order = sorted(data["items"].items(), key=lambda each: int(each[1]["place"]))
    return Sealed(
        rules,
        date.fromisoformat(data["held_on"]),
        tuple(_item(id_, item, rules) for id_, item in in_order),
    )


def _item(id_: str, data: Mapping[str, Any], rules: ResolutionRules) -> SealedItem:
    own = {key: data[key] for key in ("quorum", "pass", "standard")}
    below = replace(rules, classes={})
    return SealedItem(
        id=id_,
        title=data["title"],
        item_class=ItemClass(data["class"]),
        rules=resolve(own, below=below),
        version=data["version"],
        sha256=data["sha256"],
        given_on=date.fromisoformat(data["given_on"]),
        text_on=date.fromisoformat(data["text_on"]),
    )
