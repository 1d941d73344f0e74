"""What is paid for, and what people and admins have chosen."""

import sqlalchemy as sa

from bot.store.migrations.first.columns import key, may, must


def add_money(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_ledger",
        tables,
        *key(sa.String(16), "job_id"),
        *must(sa.String(32), "team_id", "channel_id", "user_id"),
        *must(sa.String(40), "task"),
        *may(sa.String(128), "model_id"),
        *must(sa.Integer, "pictures", "unknown_pictures"),
        *must(sa.BigInteger, "reserved_micros", "spent_micros", "unknown_micros"),
        *must(sa.String(16), "state"),
        *must(sa.Float, "reserved_at"),
        *may(sa.Float, "ended_at"),
        sa.Index(
            "imagine_ledger_limits",
            "team_id",
            "reserved_at",
            "channel_id",
            "state",
            "pictures",
            "reserved_micros",
            "spent_micros",
        ),
        sa.Index("imagine_ledger_limits_person", "team_id", "user_id", "reserved_at"),
        sa.Index(
            "imagine_ledger_month",
            "team_id",
            "ended_at",
            "state",
            "user_id",
            "channel_id",
            "model_id",
            "pictures",
            "spent_micros",
            "unknown_micros",
        ),
        sa.Index(
            "imagine_ledger_person",
            "team_id",
            "user_id",
            "ended_at",
            "state",
            "model_id",
            "pictures",
            "spent_micros",
            "unknown_micros",
        ),
    )
    sa.Table(
        "imagine_calls",
        tables,
        *key(sa.String(16), "id"),
        *must(sa.String(16), "job_id"),
        *must(sa.String(128), "model_id"),
        *must(sa.Integer, "pictures"),
        *must(sa.BigInteger, "micros"),
        *must(sa.Boolean, "is_known"),
        *must(sa.Float, "began_at"),
        sa.Index("ix_imagine_calls_job_id", "job_id"),
    )


def add_people(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_people",
        tables,
        *key(sa.String(32), "team_id", "user_id"),
        *may(sa.String(16), "locale"),
        *may(sa.Float, "locale_at"),
        *must(sa.Integer, "last_turn"),
    )
    sa.Table(
        "imagine_preferences",
        tables,
        *key(sa.String(32), "team_id", "subject"),
        *must(sa.JSON, "preferences"),
        *must(sa.Float, "changed_at"),
    )
    sa.Table(
        "imagine_presets",
        tables,
        *key(sa.String(32), "team_id", "subject"),
        *key(sa.String(40), "name"),
        *must(sa.Text, "text"),
        *must(sa.Float, "changed_at"),
    )
    sa.Table(
        "imagine_drafts",
        tables,
        *key(sa.String(16), "id"),
        *must(sa.String(32), "kind", "team_id", "user_id"),
        *must(sa.JSON, "payload"),
        *must(sa.Float, "made_at"),
        *may(sa.Float, "used_at"),
    )
    sa.Table(
        "imagine_erased",
        tables,
        *key(sa.String(32), "team_id", "user_id"),
        *must(sa.Float, "erased_at"),
    )


def add_rules(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_rules",
        tables,
        *key(sa.String(32), "team_id", "subject"),
        *must(sa.JSON, "rules"),
        *must(sa.Float, "changed_at"),
    )
    sa.Table(
        "imagine_audit",
        tables,
        *key(sa.Integer, "id"),
        *must(sa.String(32), "team_id", "by"),
        *must(sa.Float, "at"),
        *must(sa.String(40), "what"),
        *must(sa.String(64), "about"),
        *must(sa.JSON, "details"),
        sa.Index("imagine_audit_team", "team_id", "id"),
    )
    sa.Table(
        "imagine_asks",
        tables,
        *key(sa.String(16), "id"),
        *must(sa.String(32), "team_id", "user_id"),
        *must(sa.JSON, "asked", "messages"),
        *must(sa.Float, "asked_at"),
        *may(sa.String(16), "decision"),
        *may(sa.String(32), "decided_by"),
        *may(sa.Float, "decided_at"),
        *may(sa.String(255), "press"),
        *may(sa.Text, "reason"),
        sa.Index("imagine_asks_person", "team_id", "user_id"),
    )
