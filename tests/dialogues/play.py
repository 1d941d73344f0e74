"""Plays a dialogue: each act as people do it, then each expectation, in the words that people see."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from sandbox.slack.state import Delivery
from tests.dialogues import acts, eyes
from tests.dialogues.eyes import Place
from tests.dialogues.given import STATES
from tests.dialogues.script import Dialogue, Step, Wording, several
from tests.road.scenes import Json, Scene, images

_WAIT_SECONDS = 30.0
_GENERAL, _DIRECT = "general", "dm"
_NOT_THERE = ("not_found", "not_in_channel", "file_deleted", "invalid slack file")  # closed, left, or of another test
_PLACES = ("in line, about", "대기 ")  # said or not, as fast as drawing happens to be
_EVERYBODY = ("ada", "ben", "chloe", "minji", "junho", "olga", "gus")


def play(scene: Scene, dialogue: Dialogue) -> None:
    """Fail with the step, and with all that was said, where something isn't as it is written.

    Nothing may be said that the dialogue doesn't tell of, to all where it is held or to one person, and Slack may
    refuse nothing.
    """
    player = _Player(scene, dialogue)
    for number, step in enumerate(dialogue.steps, 1):
        try:
            player.do(step)
        except (AssertionError, LookupError, TimeoutError, ValueError) as error:
            pytest.fail(f"{dialogue.title!r}, step {number}, {step}\n{error}\n\n{player.all_said()}", pytrace=False)
    player.close()


class _Player:
    def __init__(self, scene: Scene, dialogue: Dialogue) -> None:
        self._scene = scene
        self._people = [*_EVERYBODY, *dialogue.cast]
        self._channels = {step.where or _GENERAL for step in dialogue.steps} - {_DIRECT}
        self._named: dict[str, Place] = {}
        self._told: dict[Place, str] = {}  # each with the words it had when it was told of
        self._where = _GENERAL
        self._last: Place | None = None
        scene.slack.configure(file_delay=0, tiers=False)
        scene.meet(*_EVERYBODY)
        for name, locale in dialogue.cast.items():
            _enter(scene, name, locale)

    def do(self, step: Step) -> None:
        before = len(self._scene.drawn())
        self._where = step.where or self._where
        if step.given:
            STATES[step.given](self._scene)
        self._act(step)
        self._expect(step)
        if step.drawn is not None:
            self._expect_drawn(step, before)
        if step.called:
            assert self._last is not None, f"{step.called!r} names nothing"
            self._named[step.called] = self._last

    def close(self) -> None:
        scene = self._scene
        scene.bot.settle()
        untold = [
            eyes.words_of(scene, message)
            for message in [
                *eyes.seen_by_all(scene, self._channels),
                *(told for user in self._people for told in eyes.seen_by_one(scene, user)),
            ]
            if eyes.place_of(message) not in self._told
        ]
        untold = [words for words in untold if not any(place in words for place in _PLACES)]
        assert not untold, f"said and not told of: {untold}\n{self.all_said()}"
        answers = [(call.method, call.answer) for call in scene.slack.calls() if not call.answer.get("ok", True)]
        refused = [found for found in answers if not any(reason in str(found) for reason in _NOT_THERE)]
        assert not refused, refused

    def all_said(self) -> str:
        """What stands in the channels and before each person."""
        slack = self._scene.slack
        people = [user for user in self._people if eyes.seen_by_one(self._scene, user)]
        forms = [f"{user} has open:\n{slack.view_text(user)}" for user in self._people if slack.view(user)]
        places = [*sorted(self._channels), *(f"@{user}" for user in people)]
        return "\n".join([*map(slack.transcript, places), *forms])

    # Acts

    def _act(self, step: Step) -> None:
        people = step.people
        if step.fills:
            acts.fill(self._scene, people[0], dict(step.fills))
        if not step.acts:
            return
        with ThreadPoolExecutor(len(people)) as hands:
            deliveries = list(hands.map(lambda user: self._one_act(user, step), people))
        for delivery in deliveries:
            assert delivery.error == step.slack_says or acts.is_unheard(step, delivery), delivery.error
        if step.types and not step.types.startswith("/"):
            self._last = eyes.place_of(deliveries[0].payload["event"])

    def _one_act(self, user: str, step: Step) -> Delivery:
        slack = self._scene.slack
        if step.types:
            thread_ts = self._named[step.thread][1] if step.thread else ""
            return acts.typed(self._scene, user, step, self._where, thread_ts)
        if step.opens:
            return slack.open_home(user, step.opens.lower())
        if step.closes:
            return slack.close_view(user)
        shown = self._shown(user, step)
        if step.uses:
            return acts.used(self._scene, user, step.uses, shown)
        if step.chooses:
            return acts.choose(self._scene, user, dict(step.chooses), shown)
        return acts.pressed(self._scene, user, step.presses, shown, step.beside)

    def _shown(self, user: str, step: Step) -> Json | None:
        if step.at == "home":
            return self._scene.slack.home(user)
        return self._message(self._named[step.under]) if step.under else None

    def _message(self, place: Place) -> Json:
        """As it is now; KeyError if it is gone."""
        channel = place[0]
        there = {eyes.place_of(message): message for message in self._scene.slack.conversation(channel)}
        return there[place]

    # Expectations

    def _expect(self, step: Step) -> None:
        scene = self._scene
        for user, wording in step.only.items():
            self._found(partial(eyes.seen_by_one, scene, user), wording, f"to {user} alone")
        for user, wording in step.sees.items():
            self._reads(partial(scene.slack.view_text, user), wording, f"{user}'s form")
        for user, wording in step.home.items():
            self._reads(partial(scene.slack.home_text, user), wording, f"{user}'s Home")
        if step.all_see:
            found = self._found(partial(eyes.seen_by_all, scene, self._channels), step.all_see, "to all")
            if step.below is not None:
                assert found.get("thread_ts", "") == self._thread(step.below), "it stands elsewhere"
        if step.gone:
            place = self._named[step.gone]
            scene.slack.wait_for(lambda: not self._is_there(place), _WAIT_SECONDS, f"{step.gone} to go")

    def _thread(self, name: str) -> str:
        """The ts of a thread's first message."""
        if not name:
            return ""
        return str(self._message(self._named[name]).get("thread_ts") or self._named[name][1])

    def _is_there(self, place: Place) -> bool:
        return any(eyes.place_of(message) == place for message in self._scene.slack.conversation(place[0]))

    def _found(self, look: Callable[[], list[Json]], wording: Wording, where: str) -> Json:
        """Wait for a message with these words that wasn't told of as it stands; then for what is under way."""

        def newly() -> Json | None:
            for message in look():
                words = eyes.words_of(self._scene, message)
                place = eyes.place_of(message)
                if self._told.get(place) != words and all(part in words for part in several(wording)):
                    self._told[place] = words
                    return message
            return None

        message = self._scene.slack.wait_for(newly, _WAIT_SECONDS, f"{where}: {several(wording)}") or {}
        self._last = eyes.place_of(message)
        if images(message):
            self._scene.bot.settle()
        return message

    def _reads(self, look: Callable[[], str], wording: Wording, what: str) -> None:
        reads = lambda: all(part in look() for part in several(wording))  # noqa: E731
        self._scene.slack.wait_for(reads, _WAIT_SECONDS, f"{what}: {several(wording)}")

    def _expect_drawn(self, step: Step, before: int) -> None:
        expected = step.drawn
        if isinstance(expected, int):
            self._scene.bot.settle()
            assert len(self._scene.drawn()) - before == expected, "so many were drawn"
            return
        wanted = [expected] if isinstance(expected, Mapping) else list(expected or ())
        self._scene.slack.wait_for(lambda: len(self._scene.drawn()) >= before + len(wanted), _WAIT_SECONDS, "a draw")
        self._scene.bot.settle()
        bodies = self._scene.drawn()[before:]
        assert len(bodies) == len(wanted), bodies
        for fields in wanted:
            assert any(_fits(fields, body) for body in bodies), bodies


def _fits(fields: Mapping[str, object], body: Json) -> bool:
    """`any` is any value there is, `none` that there is none."""
    return all(
        name in body if value == "any" else name not in body if value == "none" else body.get(name) == value
        for name, value in fields.items()
    )


def _enter(scene: Scene, name: str, locale: str) -> None:
    """Somebody new in every channel but the direct messages, under a handle of their own."""
    handle = scene.newcomer(locale)
    workspace = scene.slack.workspace
    with workspace.lock:
        user = workspace.user(handle)
        workspace.users[user.id] = replace(user, name=name, real_name=name.title())
    scene.meet(name)
