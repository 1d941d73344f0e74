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
REVIEW = "review"
REVIEW_ALARM = "review_alarm"
JUDGE = "judge"
WITHDRAW = "withdraw"
DELIVER_APPROVED = "deliver_approved"
WISH = "wish"
PRUNE = "prune"


def deliver_id(job_id: str) -> str:
    return f"{job_id}:deliver"


def approved_id(job_id: str) -> str:
    return f"{job_id}:deliver:reviewed"


def review_id(job_id: str, attempt: int = 0) -> str:
    return f"{job_id}:review:{attempt}"


def withdraw_id(job_id: str) -> str:
    return f"{job_id}:withdraw"


def of_job(job_id: str) -> tuple[str, ...]:
    """Ids of the workflows that have to do with a job, whoever presses."""
    return job_id, deliver_id(job_id), review_id(job_id), approved_id(job_id), withdraw_id(job_id)
