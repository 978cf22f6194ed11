"""Importing a roster: everything or nothing, what was previewed and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

import voting
from tests.services.people import workbooks as made
from tests.services.people.conftest import ACTOR
from voting.audit import queries as log
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.db import db
from voting.errors import StaleEdit, WrongInput
from voting.people import queries, service
from voting.people.models import Person, Unit
from voting.people.plan import Counts
from voting.people.reading import Entry
from voting.people.rules import Field

TODAY = date(2026, 11, 22)
REAL = Path(voting.__file__).parent / "demo" / "roster-312.xlsx"


def entries(*rows) -> list[Entry]:
    return [
        Entry(number, {Field.NUMBER: f"{number:05}", Field.NAME: name} | values)
        for number, name, values in rows
    ]


def everybody() -> list[tuple[str, str, bool]]:
    db.session.expire_all()
    people = db.session.scalars(select(Person).order_by(Person.number))
    return [(person.number, person.name, person.left_on is not None) for person in people]


def acts() -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_a_roster_is_imported_with_all_its_columns(app, write):
    row = made.person(1, 姓名="买买提·吐尔逊", 代表身份="正式", 代表团="第1代表团")
    assert service.import_file(write(row), ACTOR) == Counts(1, 0, 0, 0, 0)
    person = queries.by_number("00001")
    assert (person.name, person.sex, person.birth_month) == ("买买提·吐尔逊", "female", "1985-03")
    assert (person.unit_name, person.is_member, person.membership) == ("数学组", True, "normal")
    assert (person.delegate_status, person.delegation) == ("full", "第1代表团")
    assert (person.category, person.left_on, person.union_group) == (None, None, "")


def test_the_real_roster_of_a_school_is_imported(app):
    assert service.import_file(REAL, ACTOR) == Counts(312, 0, 0, 0, 0)
    assert len(queries.all_present()) == 312
    assert len(queries.members()) == 304  # 306 members, 2 of them 保留会籍
    assert len({person.unit_id for person in queries.all_present()}) == 14
    assert service.import_file(REAL, ACTOR) == Counts(0, 0, 0, 0, 312)


def test_an_import_is_one_act_in_the_log(school):
    act = acts()[-1]
    assert (act.actor, act.event) == (ACTOR, Event.ROSTER_IMPORTED.value)
    assert act.subject == "roster 花名册.csv"
    assert '"added":5' in act.details.replace(" ", "")
    assert log.head() is not None


def test_an_import_that_changes_nothing_is_no_act(school, write):
    before = len(acts())
    counts = service.import_file(write(*made.people(5)), ACTOR)
    assert counts == Counts(0, 0, 0, 0, 5)
    assert len(acts()) == before


@pytest.mark.usefixtures("school")
class TestOnARosterOfFive:
    """Imports over a roster that is there already."""

    @pytest.fixture(autouse=True)
    def on_a_known_day(self, time_machine):
        time_machine.move_to("2026-11-22T02:00:00Z")

    def test_a_preview_writes_nothing(self):
        before = everybody()
        plan = service.preview(entries((9, "丁一", {})))
        assert plan.counts == Counts(1, 0, 0, 5, 0)
        assert everybody() == before

    def test_changes_are_made_and_the_rest_is_left_alone(self):
        plan = service.preview(
            entries((1, "王一一", {Field.UNIT: "物理组"}), (2, "王2", {})), complete=False
        )
        assert service.import_roster(plan, ACTOR) == Counts(0, 1, 0, 0, 1)
        changed = queries.by_number("00001")
        assert (changed.name, changed.unit_name, changed.sex) == ("王一一", "物理组", "female")
        assert queries.by_number("00003").unit_name == "数学组"

    def test_who_is_missing_is_marked_as_left_and_never_deleted(self, write):
        assert service.import_file(write(*made.people(3)), ACTOR) == Counts(0, 0, 0, 2, 3)
        assert len(everybody()) == 5
        assert queries.by_number("00004").left_on == TODAY
        assert [person.number for person in queries.all_present()] == ["00001", "00002", "00003"]

    def test_who_comes_back_is_the_same_person(self, write):
        number = queries.by_number("00005").id
        service.import_file(write(*made.people(4)), ACTOR)
        counts = service.import_file(write(*made.people(5)), ACTOR)
        assert counts == Counts(0, 0, 1, 0, 4)
        assert queries.by_number("00005").id == number
        assert queries.by_number("00005").left_on is None

    def test_an_emptied_column_empties_the_values(self, write):
        row = made.person(1, 性别="", 出生年月="", 部门="")
        service.import_file(write(row, *made.people(4, first=2)), ACTOR)
        person = queries.by_number("00001")
        assert (person.sex, person.birth_month, person.unit) == (None, None, None)

    def test_a_plan_is_refused_once_the_roster_has_changed(self, write):
        plan = service.preview(entries((1, "王一一", {})))
        service.import_file(write(*made.people(4)), "另一位秘书")
        before, acts_before = everybody(), len(acts())
        with pytest.raises(StaleEdit, match="已被他人更改，没有导入"):
            service.import_roster(plan, ACTOR)
        assert everybody() == before
        assert len(acts()) == acts_before

    def test_a_failure_in_the_middle_leaves_nothing_behind(self, monkeypatch):
        plan = service.preview(entries((1, "王一一", {Field.UNIT: "新组"}), (9, "丁一", {})))

        def fails(*_arguments, **_details):
            raise RuntimeError

        monkeypatch.setattr(service, "record", fails)
        before = everybody()
        with pytest.raises(RuntimeError):
            service.import_roster(plan, ACTOR)
        assert everybody() == before
        assert db.session.scalar(select(Unit).where(Unit.name == "新组")) is None

    def test_of_two_imports_at_once_the_second_is_told(self, school):
        plans = [service.preview(entries((1, f"王{turn}", {}))) for turn in "甲乙"]
        db.session.rollback()

        def confirm(plan):
            with school.app_context():
                try:
                    return service.import_roster(plan, ACTOR)
                except StaleEdit as refusal:
                    return refusal

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(confirm, plans))
        assert sorted(type(result).__name__ for result in results) == ["Counts", "StaleEdit"]
        assert sum(act.event == Event.ROSTER_IMPORTED.value for act in acts()) == 2


WRONG = {
    "有 1 个问题，没有导入。第 3 行“工号”：工号“00001”与": [made.person(1), made.person(1)],
    "没有姓名": [made.person(1, 姓名="")],
    "不可见的字符": [made.person(1, 姓名="张\u202e伟")],
    "表情": [made.person(1, 姓名="张伟😀")],
    "有 9 个问题": [made.person(number, 性别="?") for number in range(9)],
}


def test_a_roster_with_problems_is_refused_whole(school, write):
    before, acts_before = everybody(), len(acts())
    for sentence, rows in WRONG.items():
        with pytest.raises(WrongInput) as refused:
            service.import_file(write(*rows), ACTOR)
        assert sentence in refused.value.message
        assert len(refused.value.message) < 300
    assert everybody() == before
    assert len(acts()) == acts_before


def test_thousands_of_people_are_imported_and_changed_at_once(app, write):
    assert service.import_file(write(*made.people(1000)), ACTOR).added == 1000
    changed = [made.person(number, 部门="物理组") for number in range(2, 1002)]
    assert service.import_file(write(*changed), ACTOR) == Counts(1, 999, 0, 1, 0)
    assert len(queries.members()) == 1000
