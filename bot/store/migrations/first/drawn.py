"""What was asked for and what came of it."""

import sqlalchemy as sa

from bot.store.migrations.first.columns import key, may, must


def add_jobs(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_jobs",
        tables,
        *key(sa.String(16), "id"),
        sa.Column("intent", sa.String(255), nullable=False, unique=True),
        *must(sa.String(32), "team_id", "channel_id", "user_id"),
        *may(sa.String(32), "thread_ts", "cancelled_by", "place_channel_id", "place_ts"),
        *must(sa.String(40), "command"),
        *may(sa.Text, "response_url"),
        *must(sa.Integer, "response_url_uses", "turn", "cut_off", "cut_off_alone"),
        *must(sa.JSON, "request"),
        *must(sa.String(16), "state"),
        *must(sa.Float, "asked_at"),
        *may(sa.Float, "drawing_at", "drawn_at", "finished_at"),
        *may(sa.String(64), "place_moved", "placing_by"),
        *must(sa.Boolean, "alone"),
        *may(sa.JSON, "outcome"),
        sa.Index("imagine_jobs_drawn", "drawn_at"),
        sa.Index("imagine_jobs_line", "state", "turn"),
        sa.Index("imagine_jobs_person", "team_id", "user_id", "asked_at"),
        sa.Index("ix_imagine_jobs_state", "state"),
    )


def add_pictures(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_pictures",
        tables,
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), primary_key=True),
        *key(sa.Integer, "index"),
        *must(sa.String(64), "file"),
        *may(sa.String(32), "slack_file_id"),
        *must(sa.Integer, "width", "height"),
        *may(sa.BigInteger, "seed"),
        *must(sa.String(128), "model_id"),
        *must(sa.Float, "drawn_at"),
        *may(sa.Float, "deleted_at"),
        sa.Index("imagine_pictures_drawn", "drawn_at", "job_id", "index"),
    )
    sa.Table(
        "imagine_words",
        tables,
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), primary_key=True),
        *must(sa.Text, "words"),
    )
    sa.Table(
        "imagine_posts",
        tables,
        *key(sa.String(32), "channel_id", "ts"),
        *must(sa.String(32), "team_id", "user_id"),
        *may(sa.String(32), "thread_ts", "file_id"),
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), nullable=False),
        *may(sa.Integer, "index"),
        *may(sa.Text, "permalink"),
        *must(sa.Float, "posted_at"),
        *may(sa.Float, "deleted_at"),
        sa.Index("imagine_posts_thread", "channel_id", "thread_ts"),
        sa.Index("ix_imagine_posts_job_id", "job_id"),
    )


def add_uses(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_saves",
        tables,
        *key(sa.String(32), "team_id", "user_id"),
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), primary_key=True),
        *key(sa.Integer, "index"),
        *must(sa.Float, "saved_at"),
        sa.Index("ix_imagine_saves_job_id", "job_id"),
    )
    sa.Table(
        "imagine_copies",
        tables,
        *key(sa.String(255), "errand_id"),
        sa.Column("claim", sa.String(255), nullable=False, unique=True),
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), nullable=False),
        *must(sa.Integer, "index"),
        *must(sa.String(32), "channel_id"),
        *may(sa.String(32), "ts", "file_id"),
        *must(sa.Float, "claimed_at"),
        sa.Index("ix_imagine_copies_job_id", "job_id"),
    )
    sa.Table(
        "imagine_reviews",
        tables,
        sa.Column("job_id", sa.String(16), sa.ForeignKey("imagine_jobs.id"), primary_key=True),
        *must(sa.String(32), "team_id"),
        *may(sa.String(32), "channel_id", "ts", "file_id", "decided_by"),
        *must(sa.Float, "asked_at"),
        *may(sa.String(16), "decision"),
        *may(sa.Float, "decided_at"),
        *may(sa.String(255), "press"),
        *may(sa.Text, "reason"),
    )


def add_counts(tables: sa.MetaData) -> None:
    sa.Table(
        "imagine_turns",
        tables,
        *key(sa.Integer, "id"),
        *must(sa.Integer, "served"),
    )
    sa.Table(
        "imagine_updates",
        tables,
        *key(sa.String(32), "team_id"),
        *key(sa.Integer, "minute"),
        *must(sa.Integer, "count"),
    )
    sa.Table(
        "imagine_call_slots",
        tables,
        *key(sa.Integer, "slot"),
        *must(sa.Float, "free_at"),
        sa.Index("ix_imagine_call_slots_free_at", "free_at"),
    )
