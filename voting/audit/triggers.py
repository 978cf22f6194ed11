"""The triggers by which the database itself refuses to change or remove a logged act.

The models create them with their tables; a migration executes :func:`creation` and
:func:`removal`.
"""

_SQLITE_CREATION = (
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
    # INSERT OR REPLACE removes a row without firing the trigger above.
    """
    CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
    WHEN EXISTS (
      SELECT 1 FROM audit_entry WHERE number = NEW.number OR digest = NEW.digest
    )
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    WHEN NEW.count <> OLD.count + 1
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
    """
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
    """
    CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON audit_head
    WHEN EXISTS (SELECT 1 FROM audit_head)
    BEGIN SELECT RAISE(ABORT, 'the log of official acts is append-only'); END
    """,
)
_POSTGRESQL_CREATION = (
    """
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log of official acts is append-only'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head
    FOR EACH ROW WHEN (NEW.count <> OLD.count + 1) EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
)
_CREATION = {"sqlite": _SQLITE_CREATION, "postgresql": _POSTGRESQL_CREATION}
# Triggers go with their tables; only the function stays behind.
_REMOVAL = {"sqlite": (), "postgresql": ("DROP FUNCTION IF EXISTS audit_refuse()",)}

DIALECTS = tuple(_CREATION)


def creation(dialect: str) -> tuple[str, ...]:
    """Return the statements to execute once both tables of the log exist."""
    return _CREATION[dialect]


def removal(dialect: str) -> tuple[str, ...]:
    """Return the statements to execute once both tables of the log are dropped."""
    return _REMOVAL[dialect]
