"""What every test may ask for; a rules test asks for none of it."""

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings as hypothesis_settings

from voting.app import create_app
from voting.config import Settings
from voting.db import Base, BoxBase, box_engine, db

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.routing"]

# A busy machine is no counter-example.
hypothesis_settings.register_profile("any-machine", deadline=None)
hypothesis_settings.load_profile("any-machine")

SECRET = "a secret that only the tests know, 32+"


def settings_for(main_url: str, box_url: str, folder: Path, **others: object) -> Settings:
    return Settings(
        secret_key=SECRET,
        database_url=main_url,
        box_database_url=box_url,
        data_dir=str(folder),
        public_url="http://localhost",
        secure_cookies=False,
        **others,
    )


def made_app(settings: Settings):
    app = create_app(settings)
    app.config.update(TESTING=True)
    # Real argon2, at the least cost the library allows: the strength is not what is tested.
    app.config["PASSWORD_HASHER"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return app


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory) -> Path:
    """Two SQLite files with the schema and nothing in them, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    urls = (f"sqlite:///{folder}/main.sqlite", f"sqlite:///{folder}/box.sqlite")
    with made_app(settings_for(*urls, folder)).app_context():
        Base.metadata.create_all(db.engine)
        BoxBase.metadata.create_all(box_engine())
        for engine in (db.engine, box_engine()):
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
    return folder


@pytest.fixture
def sqlite_urls(empty_databases, tmp_path) -> tuple[str, str]:
    for name in ("main", "box"):
        shutil.copy(empty_databases / f"{name}.sqlite", tmp_path / f"{name}.sqlite")
    return f"sqlite:///{tmp_path}/main.sqlite", f"sqlite:///{tmp_path}/box.sqlite"


@pytest.fixture
def app(sqlite_urls, tmp_path):
    """A fresh application on SQLite, its context pushed."""
    made = made_app(settings_for(*sqlite_urls, tmp_path))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
        box_engine().dispose()
