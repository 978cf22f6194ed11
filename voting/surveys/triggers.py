"""The triggers by which the database itself refuses to change what was published.

The mode of a survey, its questionnaire, its manifest, its minimum groups and who will see the
results are fixed for good, and its states go one way only: nobody turns an anonymous survey into
a signed one or counts it twice, not even past the service.
"""

_FIXED = (
    "public_id",
    "title",
    "organisation",
    "mode",
    "body",
    "unit_ids",
    "least",
    "comment_least",
    "small_cells",
    "breakdowns",
    "visibility",
    "welcome",
    "thanks",
    "form",
    "manifest",
    "manifest_hash",
)
_STEPS = (
    "draft>open",
    "open>closed",
    "closed>counted",
    "counted>released",
    "open>withdrawn",
    "closed>withdrawn",
    "counted>withdrawn",
)
_CHANGED = " OR ".join(f"NEW.{column} {{differs}} OLD.{column}" for column in _FIXED)
_NO_STEP = (
    "NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN "
    f"({', '.join(map(repr, _STEPS))})"
)
_RESULTS = "OLD.results IS NOT NULL AND NEW.results {differs} OLD.results AND OLD.state = NEW.state"
_WHEN = f"(OLD.state <> 'draft' AND ({_CHANGED})) OR ({_NO_STEP}) OR ({_RESULTS})"
_MESSAGE = "what was published of a survey does not change"

_SQLITE = (
    f"""
    CREATE TRIGGER survey_published_fixed BEFORE UPDATE ON survey
    WHEN {_WHEN.format(differs="IS NOT")}
    BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
    """,
)
_POSTGRESQL = (
    f"""
    CREATE OR REPLACE FUNCTION survey_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$
    """,
    f"""
    CREATE TRIGGER survey_published_fixed BEFORE UPDATE ON survey FOR EACH ROW
    WHEN ({_WHEN.format(differs="IS DISTINCT FROM")}) EXECUTE FUNCTION survey_refuse()
    """,
)


def creation(dialect: str) -> tuple[str, ...]:
    """Return the statements that create the triggers."""
    return _POSTGRESQL if dialect == "postgresql" else _SQLITE


def removal(dialect: str) -> tuple[str, ...]:
    """Return the statements that remove the triggers."""
    if dialect == "postgresql":
        return (
            "DROP TRIGGER IF EXISTS survey_published_fixed ON survey",
            "DROP FUNCTION IF EXISTS survey_refuse()",
        )
    return ("DROP TRIGGER IF EXISTS survey_published_fixed",)
