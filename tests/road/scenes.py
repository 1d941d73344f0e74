"""What a test looks for in the workspace: messages with pictures, words for one person, calls to Bedrock."""

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.store.people import Person
from sandbox.bedrock import BedrockSandbox
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import ChannelKind, User
from tests.road.local_bot import LocalBot

Json = dict[str, Any]
TEAM = "T0SANDBOX1"
WAIT_SECONDS = 30.0
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """The three parties of a test."""

    slack: SlackSandbox
    bedrock: BedrockSandbox
    bot: LocalBot

    def meet(self, *users: str) -> None:
        """Let the bot know the locale of these people already, as after a first day."""
        for name in users:
            user = self.slack.workspace.user(name)
            person = Person(team_id=TEAM, user_id=user.id)
            if self.bot.services.languages.known(person) is None:
                self.bot.services.languages.locales.keep(person, user.locale)

    def newcomer(self, locale: str = "en-US") -> str:
        """Somebody whom the bot has never met, in every channel but the direct messages; answers the handle."""
        number = next(_NUMBERS)
        user = User(id=f"U0NEW{number:05}", name=f"newcomer{number}", real_name="Newcomer", locale=locale)
        workspace = self.slack.workspace
        with workspace.lock:
            workspace.users[user.id] = user
            for channel in list(workspace.channels.values()):
                if channel.kind is not ChannelKind.DIRECT:
                    workspace.join(channel, user.id)
        return user.name

    def pictures(self, channel: str = "general", thread_ts: str = "", *, count: int = 1) -> list[Json]:
        """Wait for `count` messages with pictures in a channel."""

        def found() -> list[Json]:
            return [message for message in self.slack.messages(channel, thread_ts) if images(message)]

        self.slack.wait_for(lambda: len(found()) >= count, WAIT_SECONDS, f"{count} pictures in {channel}")
        return found()

    def picture(self, channel: str = "general", thread_ts: str = "") -> Json:
        """Wait for the one message with pictures in a channel."""
        (message,) = self.pictures(channel, thread_ts)
        return message

    def direct_picture(self, user: str) -> Json:
        """Wait for a picture in the bot's direct messages with somebody."""

        def found() -> list[Json]:
            return [message for message in self.slack.direct_messages(user) if images(message)]

        return self.slack.wait_for(found, WAIT_SECONDS, f"a picture for {user}")[0]

    def aside(self, user: str, saying: str = "") -> Json:
        """Wait for words that only this person sees."""

        def found() -> list[Json]:
            return [message for message in self.slack.ephemerals(user) if saying in said(message)]

        try:
            return self.slack.wait_for(found, WAIT_SECONDS)[-1]
        except TimeoutError:
            pytest.fail(f"nobody said {saying!r} to {user}, but {self.asides(user)}")

    def asides(self, user: str) -> list[str]:
        return [said(message) for message in self.slack.ephemerals(user)]

    def agree(self, user: str, action_id: str = "draw_asked") -> None:
        """Answer the question that this person alone sees: to draw, if nothing else is said."""

        def asked() -> list[Json]:
            return [message for message in self.slack.ephemerals(user) if action_id in json.dumps(message["blocks"])]

        self.slack.press(user, self.slack.wait_for(asked, WAIT_SECONDS, f"a question to {user}")[-1], action_id)

    def drawing_calls(self) -> list[Json]:
        """Calls to Bedrock that drew; a retired model was asked, too."""
        return [call for call in self.bedrock.calls if call["outcome"] == "ok"]

    def drawn(self) -> list[Json]:
        """Bodies of the calls to Bedrock that drew."""
        return [call["body"] for call in self.drawing_calls()]

    def placeholder(self, channel: str = "general", thread_ts: str = "") -> Json:
        """Wait for "A picture for … is being drawn"."""

        def found() -> list[Json]:
            return [message for message in self.slack.messages(channel, thread_ts) if "is being drawn" in said(message)]

        return self.slack.wait_for(found, WAIT_SECONDS, "a placeholder")[0]

    def job(self) -> Json:
        """The newest job's row."""
        return self.bot.rows("SELECT * FROM imagine_jobs ORDER BY asked_at DESC LIMIT 1")[0]

    def jobs_saying(self, prompt: str) -> list[Json]:
        """Rows of the jobs with this prompt."""
        rows = self.bot.rows("SELECT * FROM imagine_jobs ORDER BY asked_at")
        return [row for row in rows if json.loads(row["request"])["asked"].get("prompt") == prompt]


def images(message: Json) -> list[Json]:
    return [block for block in message.get("blocks", ()) if block["type"] == "image"]


def alt_texts(message: Json) -> list[str]:
    return [image["alt_text"] for image in images(message)]


def said(message: Json) -> str:
    """Every text of a message as one: its fallback text and what stands in its blocks."""
    return "\n".join([message.get("text", ""), *_texts(message.get("blocks", []))])


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for name, field in value.items():
            if name == "text" and isinstance(field, str):
                yield field
            else:
                yield from _texts(field)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
