"""Use cases run on both stores: two SQLite files, and two real PostgreSQL databases."""

import pytest
from voting.db import Base, BoxBase, box_engine, db

from tests.conftest import made_app, settings_for


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, tmp_path):
    """A fresh application with empty databases, its context pushed."""
    if request.param == "sqlite":
        urls = request.getfixturevalue("sqlite_urls")
    else:
        make = request.getfixturevalue("new_postgres_database")
        urls = make(), make()
    made = made_app(settings_for(*urls, tmp_path))
    with made.app_context():
        if request.param == "postgresql":
            Base.metadata.create_all(db.engine)
            BoxBase.metadata.create_all(box_engine())
        yield made
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()
