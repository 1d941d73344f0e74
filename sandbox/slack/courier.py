"""Brings the app what people did, and does what Slack does next: shows the ack or the failure, retries events."""

import threading
import time
from dataclasses import replace

from sandbox.slack import payloads
from sandbox.slack.acks import show_command_ack
from sandbox.slack.link import TIMED_OUT, AppLink, Parcel
from sandbox.slack.state import Delivery, Slack

RETRY_WAITS = (0.0, 0.6, 3.0)  # Slack's "at once, 1 minute, 5 minutes", a hundred times faster


class Courier:
    """May be used from any thread; returns when the app has acknowledged or failed to."""

    def __init__(self, slack: Slack, link: AppLink) -> None:
        self._slack = slack
        self._link = link
        self._closing = threading.Event()

    def close(self) -> None:
        """No more retries of events."""
        self._closing.set()

    def deliver(self, parcel: Parcel) -> Delivery:
        """Send it. A trigger's three seconds begin now."""
        if parcel.kind == "interaction" and not self._slack.installed.is_interactive:
            return self.keep(parcel, "the manifest has settings.interactivity.is_enabled off")
        with self._slack.workspace.lock:
            payloads.renew_trigger(self._slack.workspace, parcel)
        delivery = self._link.send(parcel)
        if parcel.kind == "command":
            with self._slack.workspace.lock:
                return show_command_ack(self._slack.workspace, delivery)
        if parcel.kind == "event" and delivery.error and not parcel.retry_num:
            retrying = (parcel, delivery, self._slack.resets)
            threading.Thread(target=self._retry, args=retrying, name=f"retry-{parcel.name}", daemon=True).start()
        return delivery

    def keep(self, parcel: Parcel, reason: str) -> Delivery:
        """What Slack does not send, and why."""
        return Delivery(
            kind=parcel.kind,
            name=parcel.name,
            user=parcel.user,
            channel=parcel.channel,
            payload=parcel.payload,
            transport="none",
            at=time.time(),
            error=reason,
        )

    def _retry(self, parcel: Parcel, failed: Delivery, resets: int) -> None:
        """Until it is taken, refused for good, or forgotten by a reset."""
        for number, wait in enumerate(RETRY_WAITS, start=1):
            if failed.ack_headers.get("x-slack-no-retry") == "1" or self._closing.wait(wait):
                return
            if self._slack.resets != resets:
                return
            reason = (
                "http_timeout" if failed.error == TIMED_OUT else "http_error" if failed.status else "connection_failed"
            )
            failed = self._link.send(replace(parcel, retry_num=number, retry_reason=reason))
            if not failed.error:
                return
