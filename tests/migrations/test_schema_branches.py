"""Each database is brought to its head by its own branch, on both stores."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from tests.conftest import made_app, settings_for
from voting import schema
from voting.audit import service
from voting.audit.events import Event
from voting.db import Base, BoxBase, box_engine, db, unit_of_work


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, tmp_path):
    """An application whose two databases are empty files, or empty PostgreSQL databases."""
    if request.param == "sqlite":
        urls = f"sqlite:///{tmp_path}/main.sqlite", f"sqlite:///{tmp_path}/box.sqlite"
    else:
        make = request.getfixturevalue("new_postgres_database")
        urls = make(), make()
    made = made_app(settings_for(*urls, tmp_path))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()


def differences(engine, metadata) -> list:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata)


def tables(engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrated_schemas_are_the_ones_the_models_describe(app):
    assert not schema.at_head()
    schema.upgrade()
    assert differences(db.engine, Base.metadata) == []
    assert differences(box_engine(), BoxBase.metadata) == []
    assert schema.at_head()


def test_the_box_has_no_table_of_main_and_main_none_of_the_box(app):
    schema.upgrade()
    assert tables(db.engine) == set(Base.metadata.tables)
    assert tables(box_engine()) == set(BoxBase.metadata.tables)


def test_every_migration_can_be_taken_back_and_made_again(app):
    schema.upgrade()
    schema.downgrade("base")
    assert tables(db.engine) == tables(box_engine()) == set()
    schema.upgrade()
    assert schema.at_head()


def test_readiness_is_refused_before_the_schema_is_there(app):
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    schema.upgrade()
    assert client.get("/readyz").status_code == 200


def test_the_migrated_log_refuses_to_be_changed(app):
    schema.upgrade()

    with unit_of_work():
        service.record("秘书", Event.MEETING_CREATED, "meeting:1")
    with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'x'")
