"""The schema of both databases: two branches of migrations, each brought to its head."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, TypeDecorator

from voting.db import box_engine, db

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def engines() -> dict[str, Engine]:
    """Return the engine of each branch, by the name of its folder in ``migrations/``."""
    return {"main": db.engine, "box": box_engine()}


def configuration(branch: str) -> Config:
    """Return the Alembic configuration of one branch."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS / branch))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return made


def upgrade(revision: str = "head") -> None:
    """Bring both databases of the current application to a revision."""
    for branch, engine in engines().items():
        made = configuration(branch)
        with engine.begin() as connection:
            made.attributes["connection"] = connection
            command.upgrade(made, revision)


def downgrade(revision: str) -> None:
    """Take both databases of the current application back to a revision."""
    for branch, engine in engines().items():
        made = configuration(branch)
        with engine.begin() as connection:
            made.attributes["connection"] = connection
            command.downgrade(made, revision)


def at_head() -> bool:
    """Tell whether both databases can be reached and have the schema this code expects."""
    for branch, engine in engines().items():
        wanted = set(ScriptDirectory.from_config(configuration(branch)).get_heads())
        with engine.connect() as connection:
            if set(MigrationContext.configure(connection).get_current_heads()) != wanted:
                return False
    return True


def plain_type(kind: str, item: object, _context: object) -> str | bool:
    """Write a type of ours into a migration as what the database sees of it."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False
