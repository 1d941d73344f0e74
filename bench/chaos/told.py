"""An account as a table to paste into docs/performance.md: ratios first."""

from collections.abc import Iterator

from bench.chaos.account import Account
from bench.report import machine


def told(account: Account) -> str:
    plan = account.plan
    where = "SQLite, one process" if plan.is_one_process else "PostgreSQL, " + ", ".join(plan.members)
    rows = "\n".join(f"| {what} | {count} |" for what, count in _rows(account))
    wrong = "\n".join(f"- WRONG: {words}" for words in account.wrong())
    return (
        f"{where}; {machine()}; seed {plan.seed}; {plan.jobs} jobs, draws of {plan.latency[0]:g} to"
        f" {plan.latency[1]:g} s, {plan.concurrency} at once in each worker\n\n"
        f"| | |\n|---|---|\n{rows}\n{wrong}"
    )


def _rows(account: Account) -> Iterator[tuple[str, str]]:
    acked, shown, lost = len(account.acked), account.shown, account.lost
    once = sum(shown[prompt] == 1 for prompt in account.acked)
    yield "acknowledged commands whose picture was shown exactly once", f"**{once / acked:.2%}** ({once} of {acked})"
    yield "… lost", str(sum(not shown[prompt] for prompt in account.acked))
    yield "… shown more than once", str(sum(count > 1 for count in shown.values()))
    left, on_the_way = set(account.left), len(lost.on_the_way)
    with_process = len(left & lost.with_process - lost.on_the_way)
    beside = f"{on_the_way + with_process}: {on_the_way} on the way, {with_process} with their process"
    yield "placeholders left, beside posts whose answer was lost", f"**{len(left)}** beside {beside}"
    again, under_way = account.paid.again, account.paid.under_way
    hit = f"{under_way} while Bedrock drew, {again - under_way} answered and not yet kept"
    yield "drawings paid more than once, each hit by a kill", f"**{again}**: {hit}"
    yield "processes killed", f"{account.kills}, one in {account.seconds / max(1, account.kills):.1f} s"
    yield "… ended by themselves (no database) and started again", str(len(account.ended))
    yield "restarts of the database", str(account.plan.database_restarts)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(account.slack_faults.items()))
    yield (
        "Slack's calls that failed",
        f"{account.slack_faults.total() / max(1, account.slack_calls):.1%} of {account.slack_calls} ({kinds})",
    )
    refused = account.paid.refused
    failed = sum(count for kind, count in refused.items() if kind.startswith(("Internal", "ServiceUnavailable")))
    yield "Bedrock's answers beside pictures", f"{refused['ThrottlingException']} throttled, {failed} with 5xx"
    yield (
        "commands that were not acknowledged: sent, drawn nevertheless",
        f"{len(account.unacked)}, {sum(bool(shown[prompt]) for prompt in account.unacked)}",
    )
    yield "from the first command to the last picture", f"{account.seconds:.0f} s"
