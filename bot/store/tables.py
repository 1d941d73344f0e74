"""The bot's tables. Times are seconds since 1970 in UTC; JSON columns hold what only the bot reads."""

import sqlalchemy as sa

METADATA = sa.MetaData()

JOBS = sa.Table(
    "imagine_jobs",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column(
        "intent", sa.String(255), nullable=False, unique=True
    ),  # what the person did, once: see bot/jobs/enqueue.py
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("channel_id", sa.String(32), nullable=False),
    sa.Column("thread_ts", sa.String(32)),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("command", sa.String(40), nullable=False),
    sa.Column("response_url", sa.Text),
    sa.Column("response_url_uses", sa.Integer, nullable=False, default=0),
    sa.Column("request", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("asked_at", sa.Float, nullable=False),
    sa.Column("drawing_at", sa.Float),
    sa.Column("drawn_at", sa.Float),
    sa.Column("finished_at", sa.Float),
    sa.Column("cancelled_by", sa.String(32)),
    sa.Column("place_channel_id", sa.String(32)),  # where its message stands …
    sa.Column("place_ts", sa.String(32)),
    sa.Column("place_moved", sa.String(64)),  # … and why that isn't where it was asked for
    sa.Column("placing_by", sa.String(64)),  # the executor that posts the message just now
    sa.Column("cut_off", sa.Integer, nullable=False, default=0),  # times a worker died while drawing it
    sa.Column("alone", sa.Boolean, nullable=False, default=False),  # drawn with nothing beside it
    sa.Column("cut_off_alone", sa.Integer, nullable=False, default=0),
    sa.Column("outcome", sa.JSON),
)
sa.Index("imagine_jobs_line", JOBS.c.state, JOBS.c.turn)
sa.Index("imagine_jobs_drawn", JOBS.c.drawn_at)
sa.Index("imagine_jobs_person", JOBS.c.team_id, JOBS.c.user_id, JOBS.c.asked_at)

PICTURES = sa.Table(
    "imagine_pictures",
    METADATA,
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), primary_key=True),
    sa.Column("index", sa.Integer, primary_key=True),
    sa.Column("file", sa.String(64), nullable=False),
    sa.Column("slack_file_id", sa.String(32)),  # the original's, once Slack has it
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("seed", sa.BigInteger),
    sa.Column("model_id", sa.String(128), nullable=False),
    sa.Column("drawn_at", sa.Float, nullable=False),
    sa.Column("deleted_at", sa.Float),
)

sa.Index("imagine_pictures_drawn", PICTURES.c.drawn_at, PICTURES.c.job_id, PICTURES.c.index)

# What each job may cost, then did cost, in millionths of a dollar: see bot/store/ledger.py. It outlives the job's row.
LEDGER = sa.Table(
    "imagine_ledger",
    METADATA,
    sa.Column("job_id", sa.String(16), primary_key=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("channel_id", sa.String(32), nullable=False),  # where it was asked for
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("task", sa.String(40), nullable=False),  # its type in titan_core.tasks
    sa.Column("model_id", sa.String(128)),  # who is likely to draw, then who did
    sa.Column("pictures", sa.Integer, nullable=False),  # that were asked for, then that were drawn or may have been
    sa.Column("reserved_micros", sa.BigInteger, nullable=False),
    sa.Column("spent_micros", sa.BigInteger, nullable=False),
    sa.Column("unknown_pictures", sa.Integer, nullable=False, default=0),  # of these: billed, or not
    sa.Column("unknown_micros", sa.BigInteger, nullable=False, default=0),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reserved_at", sa.Float, nullable=False),
    sa.Column("ended_at", sa.Float),
)
# What was used is summed up by the index alone.
sa.Index(
    "imagine_ledger_person",
    LEDGER.c.team_id,
    LEDGER.c.user_id,
    LEDGER.c.ended_at,
    LEDGER.c.state,
    LEDGER.c.model_id,
    LEDGER.c.pictures,
    LEDGER.c.spent_micros,
    LEDGER.c.unknown_micros,
)
sa.Index(
    "imagine_ledger_month",
    LEDGER.c.team_id,
    LEDGER.c.ended_at,
    LEDGER.c.state,
    LEDGER.c.user_id,
    LEDGER.c.channel_id,
    LEDGER.c.model_id,
    LEDGER.c.pictures,
    LEDGER.c.spent_micros,
    LEDGER.c.unknown_micros,
)
# Limits sum up a month in every transaction that takes a job: the index alone has all that they need of it.
sa.Index(
    "imagine_ledger_limits",
    LEDGER.c.team_id,
    LEDGER.c.reserved_at,
    LEDGER.c.channel_id,
    LEDGER.c.state,
    LEDGER.c.pictures,
    LEDGER.c.reserved_micros,
    LEDGER.c.spent_micros,
)
sa.Index("imagine_ledger_limits_person", LEDGER.c.team_id, LEDGER.c.user_id, LEDGER.c.reserved_at)

# What was sent to Bedrock for jobs whose entry is open, as it may be billed, then as it is: see bot/store/calls.py.
CALLS = sa.Table(
    "imagine_calls",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("job_id", sa.String(16), nullable=False, index=True),
    sa.Column("model_id", sa.String(128), nullable=False),
    sa.Column("pictures", sa.Integer, nullable=False),
    sa.Column("micros", sa.BigInteger, nullable=False),
    sa.Column("is_known", sa.Boolean, nullable=False, default=False),
    sa.Column("began_at", sa.Float, nullable=False),
)

# What a job's pictures are found by: see bot/store/words.py.
WORDS = sa.Table(
    "imagine_words",
    METADATA,
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), primary_key=True),
    sa.Column("words", sa.Text, nullable=False),
)

# Messages of ours that show pictures: of a job's all (`index` is null), or one of them.
POSTS = sa.Table(
    "imagine_posts",
    METADATA,
    sa.Column("channel_id", sa.String(32), primary_key=True),
    sa.Column("ts", sa.String(32), primary_key=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("thread_ts", sa.String(32)),
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), nullable=False, index=True),
    sa.Column("index", sa.Integer),
    sa.Column("user_id", sa.String(32), nullable=False),  # for whom it was posted
    sa.Column("file_id", sa.String(32)),  # what it shows: a picture, or the sheet of all
    sa.Column("permalink", sa.Text),
    sa.Column("posted_at", sa.Float, nullable=False),
    sa.Column("deleted_at", sa.Float),
)
sa.Index("imagine_posts_thread", POSTS.c.channel_id, POSTS.c.thread_ts)

SAVES = sa.Table(
    "imagine_saves",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), primary_key=True, index=True),
    sa.Column("index", sa.Integer, primary_key=True),
    sa.Column("saved_at", sa.Float, nullable=False),
)

# What errands (bot/orders/errand.py) have put into Slack. Of those that would do the same, one has the `claim`.
COPIES = sa.Table(
    "imagine_copies",
    METADATA,
    sa.Column("errand_id", sa.String(255), primary_key=True),
    sa.Column("claim", sa.String(255), nullable=False, unique=True),
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), nullable=False, index=True),
    sa.Column("index", sa.Integer, nullable=False),
    sa.Column("channel_id", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32)),
    sa.Column("file_id", sa.String(32)),  # of an original that was handed out
    sa.Column("claimed_at", sa.Float, nullable=False),
)

# What a person was asked or is filling in, under the id that stands in the button or the view.
DRAFTS = sa.Table(
    "imagine_drafts",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("made_at", sa.Float, nullable=False),
    sa.Column("used_at", sa.Float),
)

# Of a person or a channel: `subject` is its Slack id.
PREFERENCES = sa.Table(
    "imagine_preferences",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("preferences", sa.JSON, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

PRESETS = sa.Table(
    "imagine_presets",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

PEOPLE = sa.Table(
    "imagine_people",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("locale", sa.String(16)),
    sa.Column("locale_at", sa.Float),
    sa.Column("last_turn", sa.Integer, nullable=False, default=0),
)

# The turn that is served now: one row. A newcomer's job comes right behind it, however long the line of one person is.
TURNS = sa.Table(
    "imagine_turns",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("served", sa.Integer, nullable=False),
)

# Updates of messages in each of the last minutes since 1970.
UPDATES = sa.Table(
    "imagine_updates",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("minute", sa.Integer, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

# A limit of N calls a minute is N rows, each free again a minute after its last call.
CALL_SLOTS = sa.Table(
    "imagine_call_slots",
    METADATA,
    sa.Column("slot", sa.Integer, primary_key=True),
    sa.Column("free_at", sa.Float, nullable=False, index=True),
)

# What admins have set: `subject` is a channel's id, "" for the workspace's own. See bot/rules/rules.py.
RULES = sa.Table(
    "imagine_rules",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(32), primary_key=True),
    sa.Column("rules", sa.JSON, nullable=False),
    sa.Column("changed_at", sa.Float, nullable=False),
)

# Only ever added to: see bot/store/audit.py.
AUDIT = sa.Table(
    "imagine_audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("about", sa.String(64), nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
)
sa.Index("imagine_audit_team", AUDIT.c.team_id, AUDIT.c.id)

# What people have asked admins for, and the one answer to it: see bot/store/asks.py.
ASKS = sa.Table(
    "imagine_asks",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),  # its draft's
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("asked", sa.JSON, nullable=False),  # what is to be drawn, and the refusal
    sa.Column("messages", sa.JSON, nullable=False),  # where admins were told: [[channel, ts, user or ""], ...]
    sa.Column("asked_at", sa.Float, nullable=False),
    sa.Column("decision", sa.String(16)),
    sa.Column("decided_by", sa.String(32)),
    sa.Column("decided_at", sa.Float),
    sa.Column("press", sa.String(255)),  # that decided it: done again after a crash, it is still the one
    sa.Column("reason", sa.Text),
)
sa.Index("imagine_asks_person", ASKS.c.team_id, ASKS.c.user_id)

# People who had their data erased while a month of the ledger was open: see bot/store/erasure.py.
ERASED = sa.Table(
    "imagine_erased",
    METADATA,
    sa.Column("team_id", sa.String(32), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("erased_at", sa.Float, nullable=False),
)

# Jobs whose pictures wait for approval, or did: see bot/store/reviews.py.
REVIEWS = sa.Table(
    "imagine_reviews",
    METADATA,
    sa.Column("job_id", sa.String(16), sa.ForeignKey(JOBS.c.id), primary_key=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("channel_id", sa.String(32)),  # where the reviewers see it
    sa.Column("ts", sa.String(32)),
    sa.Column("file_id", sa.String(32)),  # what is shown to them
    sa.Column("asked_at", sa.Float, nullable=False),
    sa.Column("decision", sa.String(16)),
    sa.Column("decided_by", sa.String(32)),
    sa.Column("decided_at", sa.Float),
    sa.Column("press", sa.String(255)),  # that decided it
    sa.Column("reason", sa.Text),
)
