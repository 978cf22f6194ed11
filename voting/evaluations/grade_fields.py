"""Reading grades of a scale, and the thresholds on their shares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from voting.evaluations.fields import Fields
from voting.evaluations.numbers import share
from voting.evaluations.schemes import Flags
from voting.i18n import _

FLAG_KEYS = ("good", "good_at_least", "bad", "bad_more_than")


@dataclass(frozen=True, slots=True)
class Known:
    """What a scheme may speak of: grades (or bands of marks), dimensions, voter groups."""

    grades: tuple[str, ...]
    dimensions: tuple[str, ...]
    groups: tuple[str, ...]
    numeric: bool
    """Whether sheets are filled in with numbers."""


def read_flags(at: Fields, known: Known) -> Flags | None:
    """Read thresholds; every scheme may have some."""
    known = _counted(at, known)
    least, most = at.optional("good_at_least", share), at.optional("bad_more_than", share)
    for grades, bound in (("good", "good_at_least"), ("bad", "bad_more_than")):
        if at.has(grades) != at.has(bound):
            missing = bound if at.has(grades) else grades
            at.reader.wrong(at.place(missing), _("缺少这一项：等次和界限要一起写明。"))
    if least is None and most is None:
        return None
    return Flags(read_grades(at, "good", (), known), least, read_grades(at, "bad", (), known), most)


def read_grades(at: Fields, key: str, default: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """Read a list of grades, or one of them."""
    if not at.has(key):
        return default
    given, place = at.get(key), at.place(key)
    if isinstance(given, str):
        given = [given]
    words = (
        at.reader.word(word, f"{place}[{index}]", known.grades)
        for index, word in enumerate(at.reader.sequence(given, place))
    )
    found = tuple(dict.fromkeys(word for word in words if word))
    if not found and isinstance(given, list) and not given:
        at.reader.wrong(place, _("不能为空。"))
    return found


def _counted(at: Fields, known: Known) -> Known:
    """Return what is known with the bands by which marks are counted, where the scheme has some."""
    bands = at.get("bands") if at.get("type") == "marks" else None
    if isinstance(bands, Mapping):
        return replace(known, grades=tuple(map(str, bands)))
    if isinstance(bands, list):
        ids = tuple(str(row.get("id")) for row in bands if isinstance(row, Mapping))
        return replace(known, grades=ids)
    return known
