"""first schema."""

import sqlalchemy as sa
from alembic import op

from voting.audit import triggers

revision = "first_main"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():

    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "length(digest) = 64 AND length(previous) = 64",
            name=op.f("ck_audit_entry_hashes_are_whole"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_audit_entry_number_counts_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_entry_digest")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_event"), ["event"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "congress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=16), nullable=False),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("assembly", sa.String(length=40), nullable=False),
        sa.Column("term_starts", sa.Date(), nullable=False),
        sa.Column("term_ends", sa.Date(), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("extension_note", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("body IN ('delegates', 'members')", name=op.f("ck_congress_body_known")),
        sa.CheckConstraint(
            "(extended_until IS NULL) = (extension_note IS NULL)",
            name=op.f("ck_congress_extension_explained"),
        ),
        sa.CheckConstraint("ordinal BETWEEN 1 AND 99", name=op.f("ck_congress_ordinal_in_range")),
        sa.CheckConstraint("term_ends > term_starts", name=op.f("ck_congress_term_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_congress")),
        sa.UniqueConstraint(
            "organisation",
            "assembly",
            "ordinal",
            name=op.f("uq_congress_organisation_assembly_ordinal"),
        ),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(length=16), nullable=False),
        sa.Column("proposers", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("approval_number", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("scan_name", sa.String(length=120), nullable=True),
        sa.Column("scan_sha256", sa.String(length=64), nullable=True),
        sa.Column("scan_mime", sa.String(length=80), nullable=True),
        sa.Column("override_reason", sa.String(length=200), nullable=True),
        sa.Column("overridden_by", sa.String(length=60), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(call = 'delegates') = (proposers IS NOT NULL)", name=op.f("ck_meeting_call_proposed")
        ),
        sa.CheckConstraint(
            "call IN ('regular', 'employer', 'union', 'delegates')",
            name=op.f("ck_meeting_call_known"),
        ),
        sa.CheckConstraint(
            "(approval_number IS NULL) = (approved_on IS NULL)",
            name=op.f("ck_meeting_approval_numbered"),
        ),
        sa.CheckConstraint(
            "(override_reason IS NULL) = (overridden_by IS NULL)",
            name=op.f("ck_meeting_override_signed"),
        ),
        sa.CheckConstraint("ordinal BETWEEN 1 AND 99", name=op.f("ck_meeting_ordinal_in_range")),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_meeting_congress_id_congress")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("congress_id", "ordinal", name=op.f("uq_meeting_congress_id_ordinal")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_congress_id"), ["congress_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("sex", sa.String(length=8), nullable=True),
        sa.Column("birth_month", sa.String(length=7), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("union_group", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("membership", sa.String(length=16), nullable=False),
        sa.Column("delegate_status", sa.String(length=16), nullable=False),
        sa.Column("delegation", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=60), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("birth_month LIKE '____-__'", name=op.f("ck_person_birth_month_shaped")),
        sa.CheckConstraint(
            "category IN ('teacher', 'management', 'support')",
            name=op.f("ck_person_category_known"),
        ),
        sa.CheckConstraint(
            "delegate_status IN ('none', 'full', 'observer', 'guest')",
            name=op.f("ck_person_delegate_status_known"),
        ),
        sa.CheckConstraint(
            "membership IN ('normal', 'retained')", name=op.f("ck_person_membership_known")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_person_name_given")),
        sa.CheckConstraint("number <> ''", name=op.f("ck_person_number_given")),
        sa.CheckConstraint("sex IN ('male', 'female')", name=op.f("ck_person_sex_known")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("number", name=op.f("uq_person_number")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_left_on"), ["left_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=32), nullable=False),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("offices", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invite_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "offices IN ('', 'administrator', 'secretary', 'administrator,secretary')",
            name=op.f("ck_account_offices_are_global"),
        ),
        sa.CheckConstraint(
            "(password_hash IS NULL) = (password_set_at IS NULL)",
            name=op.f("ck_account_password_has_its_moment"),
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_account_failures_are_counted")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_person_id")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("item_class", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "item_class IN ('hear', 'review', 'approve', 'elect', 'evaluate')",
            name=op.f("ck_agenda_item_item_class_known"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=24), nullable=False),
        sa.Column("approval", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approval IN ('show_of_hands', 'ballot', 'decision')",
            name=op.f("ck_appointment_approval_known"),
        ),
        sa.CheckConstraint(
            "office IN ('secretary', 'chair', 'head_scrutineer', 'scrutineer', 'teller')",
            name=op.f("ck_appointment_office_known"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_appointment_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_person", ["person_id", "meeting_id"], unique=False)
        batch_op.create_index(
            "uq_appointment_current",
            ["meeting_id", "person_id", "office"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "check_in",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "method IN ('desk', 'hall', 'number')", name=op.f("ck_check_in_method_known")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_check_in_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_check_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_check_in")),
    )
    op.create_table(
        "credential",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_credential_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_credential_person_id_person")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_credential")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_delegation_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_delegation_leader_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("congress_id", "name", name=op.f("uq_delegation_congress_id_name")),
    )
    op.create_table(
        "entry_pass",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(code_hash IS NULL) = (code_made_at IS NULL)",
            name=op.f("ck_entry_pass_code_has_its_moment"),
        ),
        sa.CheckConstraint(
            "code_used_at IS NULL OR code_hash IS NOT NULL",
            name=op.f("ck_entry_pass_used_code_exists"),
        ),
        sa.CheckConstraint("epoch >= 0", name=op.f("ck_entry_pass_epoch_only_rises")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_entry_pass_failures_are_counted")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_entry_pass_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_entry_pass")),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("roll_body", sa.String(length=16), nullable=False),
        sa.Column("committee_poll_id", sa.Integer(), nullable=True),
        sa.Column("previous_poll_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=True),
        sa.Column("manifest_hash", sa.String(length=64), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("board_root", sa.String(length=64), nullable=True),
        sa.Column("annul_reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("certified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(annul_reason IS NOT NULL) = (state = 'annulled')", name=op.f("ck_poll_annul_reason")
        ),
        sa.CheckConstraint(
            "roll_body IN ('expected', 'women', 'committee')", name=op.f("ck_poll_roll_body_known")
        ),
        sa.CheckConstraint(
            "state = 'annulled' OR (state = 'draft') = (manifest IS NULL)",
            name=op.f("ck_poll_sealed_with_manifest"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'sealed', 'open', 'closed', 'opened', 'counted', 'declared', 'certified', 'published', 'annulled')",
            name=op.f("ck_poll_state_known"),
        ),
        sa.CheckConstraint(
            "(manifest IS NULL) = (manifest_hash IS NULL)", name=op.f("ck_poll_manifest_hashed")
        ),
        sa.ForeignKeyConstraint(
            ["committee_poll_id"], ["poll.id"], name=op.f("fk_poll_committee_poll_id_poll")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_poll_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["previous_poll_id"], ["poll.id"], name=op.f("fk_poll_previous_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint("manifest_hash", name=op.f("uq_poll_manifest_hash")),
    )
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "delegate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "kind IN ('full', 'observer', 'guest')", name=op.f("ck_delegate_kind_known")
        ),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_reason IS NULL)", name=op.f("ck_delegate_end_explained")
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_delegate_congress_id_congress")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_delegate_delegation_id_delegation")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delegate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
        sa.UniqueConstraint(
            "congress_id", "person_id", name=op.f("uq_delegate_congress_id_person_id")
        ),
    )
    with op.batch_alter_table("delegate", schema=None) as batch_op:
        batch_op.create_index("ix_delegate_person", ["person_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(length=80), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_document_agenda_item_id_agenda_item"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_agenda_item_id"), ["agenda_item_id"], unique=False
        )

    op.create_table(
        "election",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=16), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.String(length=200), nullable=False),
        sa.Column("preliminary", sa.Boolean(), nullable=False),
        sa.Column("manual_order", sa.Boolean(), nullable=False),
        sa.Column("order_reason", sa.String(length=200), nullable=False),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("notice_to", sa.Date(), nullable=True),
        sa.Column("notice_place", sa.String(length=120), nullable=False),
        sa.Column("notice_contact", sa.String(length=120), nullable=False),
        sa.Column("objections", sa.String(length=1000), nullable=False),
        sa.Column("objections_settled", sa.String(length=1000), nullable=False),
        sa.Column("approvals_waived", sa.String(length=200), nullable=False),
        sa.Column("notice_waived", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "body IN ('committee', 'standing', 'audit', 'women', 'chair', 'vice_chair', 'audit_head', 'women_head', 'delegates', 'recall')",
            name=op.f("ck_election_body_known"),
        ),
        sa.CheckConstraint(
            "manual_order = (order_reason <> '')", name=op.f("ck_election_order_explained")
        ),
        sa.CheckConstraint(
            "overrides = '{}' OR override_reason <> ''",
            name=op.f("ck_election_overrides_explained"),
        ),
        sa.CheckConstraint(
            "round IN ('first', 'runoff', 'reballot')", name=op.f("ck_election_round_known")
        ),
        sa.CheckConstraint(
            "(notice_from IS NULL) = (notice_to IS NULL)", name=op.f("ck_election_notice_bounded")
        ),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_election_seats_some")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_election_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_election")),
    )
    op.create_table(
        "issued_paper",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("elector", sa.String(length=32), nullable=False),
        sa.Column("blinded", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_issued_paper_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("poll_id", "elector", name=op.f("pk_issued_paper")),
    )
    op.create_table(
        "issuing_key",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=16), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_issuing_key_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", "group_id", name=op.f("pk_issuing_key")),
    )
    op.create_table(
        "outcome",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_outcome_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_outcome")),
    )
    op.create_table(
        "poll_secret",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("sealing", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_secret_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_poll_secret")),
    )
    op.create_table(
        "roll_entry",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("elector", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roll_entry_person_id_person")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_roll_entry_poll_id_poll")),
        sa.PrimaryKeyConstraint("poll_id", "elector", name=op.f("pk_roll_entry")),
    )
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.create_index("ix_roll_entry_person", ["person_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'officer') = (account_id IS NOT NULL)",
            name=op.f("ck_sign_in_session_officer_has_account"),
        ),
        sa.CheckConstraint(
            "kind = 'officer' OR person_id IS NOT NULL",
            name=op.f("ck_sign_in_session_delegate_is_a_person"),
        ),
        sa.CheckConstraint(
            "kind IN ('officer', 'delegate')", name=op.f("ck_sign_in_session_kind_is_known")
        ),
        sa.CheckConstraint(
            "expires_at > created_at", name=op.f("ck_sign_in_session_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_session_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_session_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index("ix_sign_in_session_person_id", ["person_id"], unique=False)

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("office", sa.String(length=24), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_off_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_off_person_id_person")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_sign_off_poll_id_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint(
            "poll_id", "person_id", "office", name=op.f("uq_sign_off_poll_id_person_id_office")
        ),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "write_in_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.Column("ruling", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "(ruling = 'resolved') = (name IS NOT NULL)",
            name=op.f("ck_write_in_ruling_resolved_to_a_name"),
        ),
        sa.CheckConstraint(
            "ruling <> 'void' OR reason <> ''", name=op.f("ck_write_in_ruling_void_with_reason")
        ),
        sa.CheckConstraint(
            "ruling IN ('resolved', 'void')", name=op.f("ck_write_in_ruling_ruling_known")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_write_in_ruling_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_write_in_ruling_poll_id_poll")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_in_ruling")),
        sa.UniqueConstraint(
            "poll_id", "contest_id", "text", name=op.f("uq_write_in_ruling_poll_id_contest_id_text")
        ),
    )
    with op.batch_alter_table("write_in_ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_write_in_ruling_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.Column("cv", sa.Text(), nullable=False),
        sa.Column("photo", sa.String(length=64), nullable=True),
        sa.Column("nominated_by", sa.String(length=200), nullable=False),
        sa.Column("bars", sa.String(length=200), nullable=False),
        sa.Column("finance_staff", sa.Boolean(), nullable=False),
        sa.Column("spouse_id", sa.Integer(), nullable=True),
        sa.Column("party_number", sa.String(length=60), nullable=True),
        sa.Column("party_on", sa.Date(), nullable=True),
        sa.Column("upper_number", sa.String(length=60), nullable=True),
        sa.Column("upper_on", sa.Date(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(party_on IS NULL) = (party_number IS NULL)", name=op.f("ck_candidate_party_numbered")
        ),
        sa.CheckConstraint(
            "(upper_on IS NULL) = (upper_number IS NULL)", name=op.f("ck_candidate_upper_numbered")
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_candidate_withdrawal_explained"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_candidate_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["election.poll_id"], name=op.f("fk_candidate_poll_id_election")
        ),
        sa.ForeignKeyConstraint(
            ["spouse_id"], ["person.id"], name=op.f("fk_candidate_spouse_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_candidate_poll_id_person_id")),
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_person_id"), ["person_id"], unique=False)

    op.create_table(
        "election_decision",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("next_poll_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(step = 'reduce_seats') = (seats IS NOT NULL AND agreed IS NOT NULL)",
            name=op.f("ck_election_decision_reduced_by_consent"),
        ),
        sa.CheckConstraint(
            "(step = 'tie') = (chosen <> '[]')",
            name=op.f("ck_election_decision_tie_names_the_chosen"),
        ),
        sa.CheckConstraint(
            "(step IN ('runoff', 'reballot')) = (next_poll_id IS NOT NULL)",
            name=op.f("ck_election_decision_next_ballot"),
        ),
        sa.CheckConstraint(
            "step IN ('runoff', 'reballot', 'reduce_seats', 'leave_vacant', 'tie')",
            name=op.f("ck_election_decision_step_known"),
        ),
        sa.ForeignKeyConstraint(
            ["next_poll_id"], ["poll.id"], name=op.f("fk_election_decision_next_poll_id_poll")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["election.poll_id"], name=op.f("fk_election_decision_poll_id_election")
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_election_decision")),
    )

    for statement in triggers.creation(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():

    op.drop_table("election_decision")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_person_id"))

    op.drop_table("candidate")
    with op.batch_alter_table("write_in_ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_write_in_ruling_poll_id"))

    op.drop_table("write_in_ruling")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_poll_id"))

    op.drop_table("sign_off")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_person_id")
        batch_op.drop_index(batch_op.f("ix_sign_in_session_expires_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_session_account_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_roll_entry_person")

    op.drop_table("roll_entry")
    op.drop_table("poll_secret")
    op.drop_table("outcome")
    op.drop_table("issuing_key")
    op.drop_table("issued_paper")
    op.drop_table("election")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_agenda_item_id"))

    op.drop_table("document")
    with op.batch_alter_table("delegate", schema=None) as batch_op:
        batch_op.drop_index("ix_delegate_person")

    op.drop_table("delegate")
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_meeting_id"))

    op.drop_table("poll")
    op.drop_table("entry_pass")
    op.drop_table("delegation")
    op.drop_table("credential")
    op.drop_table("check_in")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appointment_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_appointment_person")

    op.drop_table("appointment")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_meeting_id"))

    op.drop_table("agenda_item")
    op.drop_table("account")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_unit_id"))
        batch_op.drop_index(batch_op.f("ix_person_left_on"))

    op.drop_table("person")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_congress_id"))

    op.drop_table("meeting")
    op.drop_table("audit_head")
    op.drop_table("unit")
    op.drop_table("congress")
    op.drop_table("calendar_day")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_event"))

    op.drop_table("audit_entry")

    for statement in triggers.removal(op.get_bind().dialect.name):
        op.execute(statement)
