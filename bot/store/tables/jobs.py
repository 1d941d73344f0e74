"""What was asked for and what came of it: jobs, pictures, and the messages that show them."""

import sqlalchemy as sa

from bot.store.tables.metadata import METADATA

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
