"""What `/metrics` says, in Prometheus' text format: this process's counts, and the queue of all processes.

No label has more values than there are models, methods of Slack's or kinds of requests: nobody's words, names or ids.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.store.queue import UnderWay
from titan_core.errors import BedrockError

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"  # Prometheus' own, which every scraper reads
_ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)  # Slack waits three seconds
_DRAW_BUCKETS = (1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 20.0, 30.0, 60.0, 120.0, 300.0)  # seconds of a model

_ABOUT = {
    "imagine_ack_seconds": "From a request of Slack's to its acknowledgement, by kind of request.",
    "imagine_draws": "Jobs that were drawn (drawn, partly) or not (refused, failed), by the model that drew, if any.",
    "imagine_draw_seconds": "From the first call of a job to its last picture, waiting for a slot included.",
    "imagine_spent_dollars": "What pictures cost by the prices that are set, in US dollars, by model.",
    "imagine_slack_calls": "Calls of Slack's Web API by method and outcome: ok, refused, busy (429) or unreachable.",
    "imagine_delivery_retries": "Calls that a picture's delivery made again, by method.",
    "imagine_bedrock_calls": "Calls of Bedrock by outcome: ok, or the error's code, such as throttled.",
    "imagine_bedrock_calls_in_progress": "Calls of Bedrock that this process waits for.",
}


class Metrics:
    """One process's counts; safe to share between threads."""

    def __init__(self) -> None:
        # When each series began: twice the lines, and Prometheus knows by itself.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # Prometheus' own
        self._registry = CollectorRegistry()
        self._acks = self._histogram("imagine_ack_seconds", "kind", _ACK_BUCKETS)
        self._draws = self._counter("imagine_draws", "model", "outcome")
        self._draw_seconds = self._histogram("imagine_draw_seconds", "model", _DRAW_BUCKETS)
        self._dollars = self._counter("imagine_spent_dollars", "model")
        self._slack_calls = self._counter("imagine_slack_calls", "method", "outcome")
        self._retries = self._counter("imagine_delivery_retries", "method")
        self._bedrock_calls = self._counter("imagine_bedrock_calls", "outcome")
        drawing = "imagine_bedrock_calls_in_progress"
        self._drawing = Gauge(drawing, _ABOUT[drawing], registry=self._registry)

    def _counter(self, name: str, *labels: str) -> Counter:
        return Counter(name, _ABOUT[name], labels, registry=self._registry)

    def _histogram(self, name: str, label: str, buckets: Sequence[float]) -> Histogram:
        return Histogram(name, _ABOUT[name], [label], buckets=buckets, registry=self._registry)

    def ack(self, kind: str, seconds: float) -> None:
        self._acks.labels(kind).observe(seconds)

    def draw(self, model: str, outcome: str, seconds: float) -> None:
        """`model` is an id, "" where none answered."""
        self._draws.labels(model or "none", outcome).inc()
        self._draw_seconds.labels(model or "none").observe(seconds)

    def spent(self, model: str, micros: int) -> None:
        self._dollars.labels(model).inc(micros / 1_000_000)

    def slack_call(self, method: str, outcome: str) -> None:
        self._slack_calls.labels(method, outcome).inc()

    def retry(self, method: str) -> None:
        self._retries.labels(method).inc()

    @contextmanager
    def bedrock_call(self) -> Iterator[None]:
        with self._drawing.track_inprogress():
            try:
                yield
            except BedrockError as error:
                self._bedrock_calls.labels(error.code).inc()
                raise
            self._bedrock_calls.labels("ok").inc()

    def watch(self, *, queue: Callable[[], UnderWay], verdicts: Callable[[], Mapping[str, str]]) -> None:
        """Ask these at each scrape: the queue's state, and which models are passed over, by id, for which reason."""
        self._registry.register(_Asked(queue, verdicts))

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _Asked(Collector):
    def __init__(self, queue: Callable[[], UnderWay], verdicts: Callable[[], Mapping[str, str]]) -> None:
        self._queue = queue
        self._verdicts = verdicts

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: a registration asks nobody."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._of_database()
        about = "Models of the chain that this process passes over, by what an earlier call found."
        passed = GaugeMetricFamily("imagine_model_passed_over", about, labels=["model", "verdict"])
        for model, verdict in self._verdicts().items():
            passed.add_metric([model, verdict], 1)
        yield passed

    def _of_database(self) -> Iterator[GaugeMetricFamily]:
        try:
            now: UnderWay | None = self._queue()
        except sa.exc.SQLAlchemyError:
            now = None
        about = "1 if the database answers; if it doesn't, 0, and what it would say of jobs is left out."
        yield GaugeMetricFamily("imagine_database_up", about, value=float(now is not None))
        if now is None:
            return
        jobs = GaugeMetricFamily("imagine_jobs", "Jobs under way of all processes, by state.", labels=["state"])
        for state, count in now.jobs.items():
            jobs.add_metric([state], count)
        yield jobs
        age = max(0.0, time.time() - now.oldest_waiting) if now.oldest_waiting is not None else 0.0
        about = "How long the oldest job of all processes waits for its draw to begin; 0 if none does."
        yield GaugeMetricFamily("imagine_queue_oldest_seconds", about, value=age)
