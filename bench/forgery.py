"""`python -m bench.forgery`: requests that aren't Slack's, or make no sense, against the bot as a process over HTTP."""

import argparse
import hashlib
import hmac
import random
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from bench import processes
from bench.report import machine
from sandbox.app_process import ROOT
from sandbox.slack import SlackSandbox

_SENDERS = 8
_SETTLE_SECONDS = 1.0
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_GARBAGE = (
    b'{"type": ' * 50_000,
    b"[" * 200_000,
    b'{"type": "event_callback", "event": ' + b"9" * 100_000 + b"}",
    b'{"type": "\\ud800", "team_id": "\\u0000"}',
    b'{"type": "block_actions", "actions": {}}',
    b"payload=%7B%22type%22%3A+null%7D",
    b"payload=",
    b"command=%00&trigger_id=%ff%fe&user_id=&team_id=&channel_id=",
    b"%" * 1000,
    b"\x00\xff\xfe" * 100,
    b"",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`statuses` counts answers by status, 0 for none.

    `jobs` were taken, and `drawn` was asked of Bedrock, by all of it; one request was a good one.
    """

    requests: int
    seconds: float
    statuses: Mapping[int, int]
    jobs: int
    drawn: int
    rss_bytes_before: int
    rss_bytes_after: int

    @property
    def growth_bytes(self) -> int:
        return self.rss_bytes_after - self.rss_bytes_before


class Forger:
    """Makes the requests of a stranger who has seen one good one."""

    def __init__(self, slack: SlackSandbox, url: str) -> None:
        self._secret = slack.signing_secret
        self._url = url
        seen = slack.command("ada", "general", "/imagine a fox that was asked for once")
        self._good = urlencode(seen.payload).encode()
        self._good_headers = self.signed(self._good)
        self._http = httpx.Client(timeout=15, trust_env=False, limits=httpx.Limits(max_connections=_SENDERS))
        self._kinds: Sequence[Callable[[random.Random], int]] = (
            self._by_another_secret,
            self._stale,
            self._with_a_header_missing,
            self._with_a_header_broken,
            self._replayed,
            self._changed,
            self._cut_off,
            self._garbage,
            self._of_another_type,
        )

    def close(self) -> None:
        self._http.close()

    def send(self, number: int) -> int:
        """One of them; the answer's status, 0 for none."""
        chance = random.Random(number)
        return self._kinds[number % len(self._kinds)](chance)

    def signed(self, body: bytes, *, secret: str = "", age: float = 0.0) -> dict[str, str]:
        timestamp = str(int(time.time() - age))
        text = f"v0:{timestamp}:".encode() + body
        digest = hmac.new((secret or self._secret).encode(), text, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}

    def _by_another_secret(self, chance: random.Random) -> int:
        return self._post(self._good, self.signed(self._good, secret=f"guess {chance.random()}"))

    def _stale(self, chance: random.Random) -> int:
        return self._post(self._good, self.signed(self._good, age=chance.choice((301, 3600, 10**9, -400))))

    def _with_a_header_missing(self, chance: random.Random) -> int:
        headers = self.signed(self._good)
        del headers[chance.choice(list(headers))]
        return self._post(self._good, headers)

    def _with_a_header_broken(self, chance: random.Random) -> int:
        headers = self.signed(self._good)
        name = chance.choice(list(headers))
        return self._post(self._good, {**headers, name: headers[name][: chance.randrange(len(headers[name]))]})

    def _replayed(self, _chance: random.Random) -> int:
        return self._post(self._good, self._good_headers)

    def _changed(self, chance: random.Random) -> int:
        return self._post(self._good.replace(b"once", f"{chance.random()}".encode()), self._good_headers)

    def _cut_off(self, chance: random.Random) -> int:
        """More is announced than comes; then the connection ends."""
        there = urlsplit(self._url)
        lines = {
            **self.signed(self._good),
            "host": "bot",
            "content-type": _FORM,
            "content-length": str(len(self._good)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with socket.create_connection((there.hostname or "", there.port or 80), timeout=15) as connection:
            connection.sendall(f"POST {there.path} HTTP/1.1\r\n{head}\r\n".encode())
            connection.sendall(self._good[: chance.randrange(len(self._good))])
        return 0

    def _garbage(self, chance: random.Random) -> int:
        """With Slack's own signature: of whoever has the secret."""
        body = chance.choice(_GARBAGE)
        return self._post(body, self.signed(body), chance.choice((_FORM, _JSON)))

    def _of_another_type(self, chance: random.Random) -> int:
        kind = chance.choice(("text/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-7", ""))
        return self._post(self._good, self.signed(self._good, secret=f"guess {chance.random()}"), kind)

    def _post(self, body: bytes, headers: Mapping[str, str], kind: str = _FORM) -> int:
        return self._http.post(self._url, content=body, headers={"content-type": kind, **headers}).status_code


def measure(requests: int, folder: Path) -> Outcome:
    """Send them from eight senders, the first half as a warm-up for the memory."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackSandbox())
        bedrock = stack.enter_context(processes.bedrock(folder, painter="plain"))
        with processes.bot(folder, slack, bedrock.url) as bot:
            slack.configure(app_url=bot.url)
            forger = Forger(slack, bot.url)
            with ThreadPoolExecutor(_SENDERS) as senders:
                statuses = Counter(senders.map(forger.send, range(requests // 2)))
                time.sleep(_SETTLE_SECONDS)
                before, began = bot.rss_bytes, time.monotonic()
                statuses.update(senders.map(forger.send, range(requests // 2, requests)))
                seconds = time.monotonic() - began
            forger.close()
            time.sleep(_SETTLE_SECONDS)
            return Outcome(
                requests=requests,
                seconds=seconds,
                statuses=dict(sorted(statuses.items())),
                jobs=_jobs_in(bot.data_dir),
                drawn=sum(call["status"] == HTTPStatus.OK for call in bedrock.calls()),
                rss_bytes_before=before,
                rss_bytes_after=bot.rss_bytes,
            )


def _jobs_in(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "imagine.sqlite")) as database:
        return int(database.execute("SELECT count(*) FROM imagine_jobs").fetchone()[0])


def told(outcome: Outcome) -> str:
    statuses = ", ".join(f"{count} x {status or 'cut off by the sender'}" for status, count in outcome.statuses.items())
    return (
        f"{outcome.requests} requests; {machine()}\n\n"
        f"Jobs: {outcome.jobs}, drawn: {outcome.drawn}, of the one good request that {outcome.requests // 9} repeat\n"
        f"Answers: {statuses}\n"
        f"Memory: {outcome.growth_bytes / 1e6:+.1f} MB since the first {outcome.requests // 2}"
        f" ({outcome.rss_bytes_before / 1e6:.0f} MB then)\n"
        f"{outcome.requests / 2 / outcome.seconds:.0f} requests a second"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 if more was taken or drawn than the one good request, or an answer was a fault."""
    parser = argparse.ArgumentParser(prog="python -m bench.forgery", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
        outcome = measure(options.requests, Path(folder))
    print(told(outcome))
    return int((outcome.jobs, outcome.drawn) != (1, 1) or any(status >= 500 for status in outcome.statuses))


if __name__ == "__main__":
    sys.exit(main())
