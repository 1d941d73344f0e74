"""The one way to tell the asker something alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.languages import Languages
from bot.delivery.slack_calls import SlackCalls, SlackError, SlackRefusedError
from bot.locale import Words
from bot.store.jobs import Job, Jobs
from bot.store.people import Person
from bot.views.message import Message

RESPONSE_URL_SECONDS = 25 * 60  # Slack's half hour, with a margin
RESPONSE_URL_USES = 5
PRESENT_SECONDS = 15  # so long after the command its asker is taken to be looking still


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Says something to the asker of a job, and to nobody else."""

    slack: SlackCalls
    jobs: Jobs
    languages: Languages
    clock: Callable[[], float] = time.time

    def words_of(self, job: Job) -> Words:
        return self.languages.words_of(job.person)

    def tell(self, job: Job, message: Message, words: Words, *, must_reach: bool = False) -> None:
        """Say `message` by response_url, else as an ephemeral, else in the asker's DM with a link to the place.

        With `must_reach` (why there is no picture) the DM is taken as soon as the asker may have gone away:
        Slack drops ephemerals for people who are not there.
        """
        age = self.clock() - job.asked_at
        if age <= (PRESENT_SECONDS if must_reach else RESPONSE_URL_SECONDS) and self._respond(job, message):
            return
        if age <= PRESENT_SECONDS and self.whisper(job.person, job.channel_id, job.thread_ts, message):
            return
        self.dm(job.person, _with_link(message, job, words))

    def dm(self, person: Person, message: Message) -> None:
        """Say something in the bot's direct messages with somebody, who will find it there later."""
        self.slack.patiently(lambda: self._dm(person, message))

    def whisper(self, person: Person, channel_id: str, thread_ts: str | None, message: Message) -> bool:
        """Say something as an ephemeral; False if Slack didn't take it."""
        arguments = {"channel": channel_id, "user": person.user_id, "thread_ts": thread_ts, **message}
        try:
            self.slack.call(person.team_id, "chat.postEphemeral", **arguments)
        except SlackError:
            return False
        return True

    def _respond(self, job: Job, message: Message) -> bool:
        if job.response_url is None or not self.jobs.take_response_url(job.id, RESPONSE_URL_USES):
            return False
        body = {"response_type": "ephemeral", "replace_original": False, **message}
        return self.slack.respond(job.response_url, body)

    def _dm(self, person: Person, message: Message) -> None:
        try:
            opened = self.slack.call(person.team_id, "conversations.open", form=True, users=person.user_id)
            self.slack.call(person.team_id, "chat.postMessage", channel=opened["channel"]["id"], **message)
        except SlackRefusedError:
            return  # a person who takes no messages from the bot can't be told


def _with_link(message: Message, job: Job, words: Words) -> Message:
    """Put a line above it that leads to the channel it is about; a DM needs none."""
    if job.channel_id.startswith("D"):
        return message
    text = words("About your request in <#{channel}>:", channel=job.channel_id)
    lead = {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}
    blocks = message.get("blocks") or [{"type": "section", "text": {"type": "plain_text", "text": message["text"]}}]
    return {**message, "text": f"{text} {message['text']}", "blocks": [lead, *blocks]}
