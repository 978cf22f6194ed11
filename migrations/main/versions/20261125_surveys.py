"""Surveys, and the office of who looks after them."""

import sqlalchemy as sa
from alembic import op

from voting.surveys import triggers

revision = "surveys_main"
down_revision = "motions_main"
branch_labels = None
depends_on = None

_OFFICES_BEFORE = "offices IN ('', 'administrator', 'secretary', 'administrator,secretary')"
_OFFICES = (
    "offices IN ('', 'administrator', 'secretary', 'survey_chair', 'administrator,secretary', "
    "'administrator,survey_chair', 'secretary,survey_chair', "
    "'administrator,secretary,survey_chair')"
)


def upgrade():
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=16), nullable=False),
        sa.Column("unit_ids", sa.Text(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("comment_least", sa.Integer(), nullable=False),
        sa.Column("small_cells", sa.Boolean(), nullable=False),
        sa.Column("breakdowns", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("welcome", sa.Text(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=True),
        sa.Column("manifest_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=200), nullable=False),
        sa.Column("results", sa.LargeBinary(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state <> 'draft') = (manifest IS NOT NULL)",
            name=op.f("ck_survey_manifest_when_published"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_why <> '')", name=op.f("ck_survey_withdrawn_why")
        ),
        sa.CheckConstraint(
            "mode IN ('invited', 'open', 'named')", name=op.f("ck_survey_mode_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed', 'counted', 'released', 'withdrawn')",
            name=op.f("ck_survey_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('counted', 'released') OR results IS NOT NULL",
            name=op.f("ck_survey_results_counted"),
        ),
        sa.CheckConstraint(
            "visibility IN ('public', 'invited', 'officers')",
            name=op.f("ck_survey_visibility_known"),
        ),
        sa.CheckConstraint(
            "(manifest IS NULL) = (manifest_hash IS NULL)",
            name=op.f("ck_survey_hash_with_the_manifest"),
        ),
        sa.CheckConstraint("comment_least >= least", name=op.f("ck_survey_comments_no_smaller")),
        sa.CheckConstraint("least BETWEEN 3 AND 20", name=op.f("ck_survey_least_in_range")),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at",
            name=op.f("ck_survey_window_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["survey.id"], name=op.f("fk_survey_copied_from_id_survey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("manifest_hash", name=op.f("uq_survey_manifest_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_survey_public_id")),
    )
    op.create_table(
        "survey_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Integer(), nullable=False),
        sa.Column("invalid_rows", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "issued IS NULL OR issued >= returned", name=op.f("ck_survey_batch_no_more_than_issued")
        ),
        sa.CheckConstraint("valid <= returned", name=op.f("ck_survey_batch_valid_among_returned")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_batch_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_batch")),
    )
    op.create_index(op.f("ix_survey_batch_survey_id"), "survey_batch", ["survey_id"], unique=False)
    op.create_table(
        "survey_invalidation",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_survey_invalidation_with_a_reason")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_invalidation_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("survey_id", "response", name=op.f("pk_survey_invalidation")),
    )
    op.create_table(
        "survey_key",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("issuing", sa.LargeBinary(), nullable=False),
        sa.Column("sealing", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_key_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_key")),
    )
    op.create_table(
        "survey_invitation",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("blinded", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT on_paper OR signature IS NULL", name=op.f("ck_survey_invitation_phone_or_paper")
        ),
        sa.CheckConstraint(
            "(blinded IS NULL) = (signature IS NULL)", name=op.f("ck_survey_invitation_paper_whole")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_survey_invitation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_invitation_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name=op.f("pk_survey_invitation")),
    )
    op.create_index("ix_survey_invitation_person", "survey_invitation", ["person_id"], unique=False)
    op.create_table(
        "survey_mailing",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letters", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('invitation', 'reminder', 'nudge')",
            name=op.f("ck_survey_mailing_kind_known"),
        ),
        sa.CheckConstraint(
            "kind <> 'nudge' OR letters IS NULL",
            name=op.f("ck_survey_mailing_non_takers_uncounted"),
        ),
        sa.CheckConstraint(
            "sent_at IS NOT NULL OR letters IS NULL",
            name=op.f("ck_survey_mailing_counted_when_sent"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_mailing_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("survey_id", "number", name=op.f("pk_survey_mailing")),
    )
    op.create_table(
        "survey_named_response",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_survey_named_response_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_named_response_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name=op.f("pk_survey_named_response")),
    )
    op.create_table(
        "survey_comment",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("consenter_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'agreed') = (consenter_id IS NOT NULL)",
            name=op.f("ck_survey_comment_agreed_by_one"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (reviewer_id IS NULL)",
            name=op.f("ck_survey_comment_proposed_by_one"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'proposed', 'agreed')", name=op.f("ck_survey_comment_state_known")
        ),
        sa.CheckConstraint(
            "consenter_id <> reviewer_id", name=op.f("ck_survey_comment_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["consenter_id"], ["account.id"], name=op.f("fk_survey_comment_consenter_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["account.id"], name=op.f("fk_survey_comment_reviewer_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_comment_survey_id_survey")
        ),
        sa.PrimaryKeyConstraint(
            "survey_id", "question", "position", name=op.f("pk_survey_comment")
        ),
    )

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_account_offices_are_global"), type_="check")
        batch_op.create_check_constraint(op.f("ck_account_offices_are_global"), _OFFICES)
    for statement in triggers.creation(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():
    for statement in triggers.removal(op.get_bind().dialect.name):
        op.execute(statement)
    op.execute(
        "UPDATE account SET offices = 'administrator,secretary' WHERE offices = 'administrator,secretary,survey_chair'"
    )
    op.execute(
        "UPDATE account SET offices = 'administrator' WHERE offices = 'administrator,survey_chair'"
    )
    op.execute("UPDATE account SET offices = 'secretary' WHERE offices = 'secretary,survey_chair'")
    op.execute("UPDATE account SET offices = '' WHERE offices = 'survey_chair'")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_account_offices_are_global"), type_="check")
        batch_op.create_check_constraint(op.f("ck_account_offices_are_global"), _OFFICES_BEFORE)
    op.drop_table("survey_comment")
    op.drop_table("survey_named_response")
    op.drop_table("survey_mailing")
    op.drop_index("ix_survey_invitation_person", table_name="survey_invitation")
    op.drop_table("survey_invitation")
    op.drop_table("survey_key")
    op.drop_table("survey_invalidation")
    op.drop_index(op.f("ix_survey_batch_survey_id"), table_name="survey_batch")
    op.drop_table("survey_batch")
    op.drop_table("survey")
