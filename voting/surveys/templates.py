"""Questionnaires to begin with, each an XLSForm text beside this module."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from voting.errors import NotFound
from voting.i18n import _, lazy
from voting.surveys.form import Form
from voting.surveys.xlsform.importing import import_file

_FOLDER = Path(__file__).parent / "questionnaires"


class Template(NamedTuple):
    """A questionnaire to begin with."""

    key: str
    title: str
    description: str


_ALL: Mapping[str, tuple[str, str]] = {
    "state_of_mind": (
        lazy("员工思想状况"),
        lazy("工作状态、压力、最关心的问题、对发展的信心，以及推荐度（eNPS）。"),
    ),
    "satisfaction": (
        lazy("满意度"),
        lazy("工作与发展、待遇与管理、生活与保障三个方面的满意度，和最需要改进的事项。"),
    ),
    "women": (
        lazy("女职工权益"),
        lazy("特殊权益的落实、平等就业、工作与家庭，以及希望得到的帮助。"),
    ),
    "congress": (
        lazy("会议质量评估"),
        lazy("请代表评价职代会的会前、会中和落实，并给会议打分。"),
    ),
}


def all() -> tuple[Template, ...]:  # noqa: A001 - read as templates.all()
    """Return what there is to begin with."""
    return tuple(Template(key, *told) for key, told in _ALL.items())


@lru_cache(maxsize=len(_ALL))
def form(key: str) -> Form:
    """Return the questionnaire of a template."""
    if key not in _ALL:
        raise NotFound(_("没有这个问卷模板，请重新选择。"))
    return import_file(_FOLDER / f"{key}.md").form
