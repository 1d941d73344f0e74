"""Names that stand in the database: changing one strands the jobs that carry it."""

APPLICATION = "imagine"
APPLICATION_VERSION = "1"  # pinned: a hash of the sources would strand waiting jobs at every deploy
QUEUE = "draw"
IMAGINE = "imagine"
DELIVER = "deliver"
ERRANDS = "errands"
ERRAND = "errand"
ASK_ADMINS = "ask_admins"
DECIDE_ASK = "decide_ask"
WISH = "wish"
PRUNE = "prune"


def deliver_id(job_id: str) -> str:
    return f"{job_id}:deliver"
