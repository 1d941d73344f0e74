"""What was measured, as plain text: ratios first."""

import os
import platform
import statistics
from collections.abc import Iterator, Sequence

from bench.side_by_side import FILE_DELAY_SECONDS, PICTURE_BYTES, Compared, Idle
from bench.way import Way


def machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def heading(pictures: int) -> str:
    return (
        f"From `/imagine` to the visible picture, 1024 x 1024 pixels, {PICTURE_BYTES / 1e6:g} MB\n"
        f"{machine()}; {pictures} pictures by each road, one at a time, in turns; warm-up left out\n"
        f"Slack processes a file for {FILE_DELAY_SECONDS:g} s before it can be shown; its rate limits hold\n"
        "plain: new boto3 session and client for each picture, files_upload_v2, nothing kept\n"
        "ours:  python -m bot run, every step durable"
    )


def ratios(compared: Compared) -> str:
    plain, ours = _visible(compared.plain), _visible(compared.ours)
    cpu = [statistics.fmean(way.cpu for way in ways) for ways in (compared.plain, compared.ours)]
    median = statistics.median(ours) / statistics.median(plain)
    return (
        f"Model of {compared.latency:g} s: time {median:.2f} x the plain road's (median), CPU {cpu[1] / cpu[0]:.2f} x\n"
        f"{'':24}{'median':>9}{'p90':>9}   CPU per picture\n"
        + "\n".join(
            f"  {name:22}{_ms(statistics.median(times))}{_ms(_p90(times))}   {share * 1000:.0f} ms"
            for name, times, share in (("plain", plain, cpu[0]), ("ours", ours, cpu[1]))
        )
    )


def stretches(compared: Compared) -> str:
    """Medians of the stretches of both roads, in the order of ours, in ms."""
    lines = [f"  {'where it goes, median':28}{'plain':>9}{'ours':>9}"]
    lines += [
        f"  {name:28}{_cell(compared.plain, name)}{_cell(compared.ours, name)}" for name in compared.ours[0].stretches
    ]
    refused = statistics.fmean(way.refused for way in compared.ours)
    lines.append(f"  {'(ack, beside it)':28}{_ack(compared.plain)}{_ack(compared.ours)}")
    lines.append(f"  chat.update refused because the file was not ready: {refused:.1f} a picture")
    return "\n".join(lines)


def idle(found: Idle) -> str:
    return f"Idle bot: {found.share:.1%} of a core over {found.seconds:g} s, {found.rss_bytes / 1e6:.0f} MB resident"


def whole(results: Sequence[Compared], at_rest: Idle) -> Iterator[str]:
    yield heading(len(results[0].ours))
    yield from (ratios(compared) for compared in results)
    yield from (f"Model of {compared.latency:g} s\n{stretches(compared)}" for compared in results)
    yield idle(at_rest)


def _visible(ways: Sequence[Way]) -> list[float]:
    return [way.visible for way in ways]


def _p90(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else values[0]


def _cell(ways: Sequence[Way], name: str) -> str:
    times = [way.stretches[name] for way in ways if name in way.stretches]
    return _ms(statistics.median(times)) if times else f"{'':>9}"


def _ack(ways: Sequence[Way]) -> str:
    return _ms(statistics.median(way.ack for way in ways))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:6.0f} ms"
