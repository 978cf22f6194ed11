"""What the tables of the box hold, and what they can never hold."""

import re

import pytest
from sqlalchemy import Date, DateTime, Time, create_engine, inspect, text

from voting.ballots import models
from voting.db import BoxBase, Moment

TABLES = {
    "box_poll",
    "enveloped_ballot",
    "opened_mark",
    "opened_text",
    "opened_verdict",
    "opened_write_in",
    "sealed_ballot",
}


def test_the_box_has_these_tables_and_no_other():
    assert {model.__tablename__ for model in BoxBase.__subclasses__()} == TABLES
    assert {name for name in vars(models) if isinstance(vars(models)[name], type)} >= {
        model.__name__ for model in BoxBase.__subclasses__()
    }


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_of_the_box_has_no_serial_no_time_no_name_and_no_foreign_key(name):
    table = BoxBase.metadata.tables[name]
    assert not table.foreign_keys
    forbidden = re.compile(r"person|account|elector|voter_?id|address|agent|_at$|time|number|^id$")
    for column in table.columns:
        assert not forbidden.search(column.name), column
        assert not isinstance(column.type, Date | DateTime | Time | Moment), column
        assert column.server_default is None, column
        assert column.default is None or column.default.is_scalar, column
        assert column.onupdate is None, column
        assert column.identity is None, column


def test_the_database_makes_no_number_by_itself(box_url):
    engine = create_engine(box_url)
    found = inspect(engine)
    assert set(found.get_table_names()) == TABLES
    assert engine.dialect.name == "sqlite" or found.get_sequence_names() == []
    for table in TABLES:
        assert found.get_foreign_keys(table) == []
        assert found.get_pk_constraint(table)["constrained_columns"][0] == "manifest_hash"
        assert all(column["default"] is None for column in found.get_columns(table))
    engine.dispose()


def test_no_table_on_sqlite_has_a_row_number_that_tells_who_was_first(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/box.sqlite")
    BoxBase.metadata.create_all(engine)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, wr FROM pragma_table_list"))
        without = {name: flag for name, flag in rows if name in TABLES}
    engine.dispose()
    assert without == dict.fromkeys(TABLES, 1)
