"""Use cases run on both stores: two SQLite files, and two real PostgreSQL databases."""

import psycopg
import pytest

from tests.conftest import made_app, settings_for
from tests.plugins.postgres import url_of
from voting.db import Base, BoxBase, box_engine, db

TEMPLATES = ("template_main", "template_box")


@pytest.fixture(scope="session")
def postgres_templates(postgres_url, tmp_path_factory) -> tuple[str, str]:
    """Two PostgreSQL databases with the schema and nothing in them, to be copied."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in TEMPLATES:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    urls = [url_of(postgres_url, name) for name in TEMPLATES]
    made = made_app(settings_for(*urls, tmp_path_factory.mktemp("templates")))
    with made.app_context():
        Base.metadata.create_all(db.engine)
        BoxBase.metadata.create_all(box_engine())
        db.engine.dispose()
        box_engine().dispose()
    return TEMPLATES


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request, tmp_path):
    """A fresh application with empty databases, its context pushed."""
    if request.param == "sqlite":
        urls = request.getfixturevalue("sqlite_urls")
    else:
        templates = request.getfixturevalue("postgres_templates")
        make = request.getfixturevalue("new_postgres_database")
        urls = [make(template) for template in templates]
    made = made_app(settings_for(*urls, tmp_path))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()
