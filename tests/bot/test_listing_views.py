"""Home, history and settings within Slack's limits, whatever people write; and a lost file drops out of a view."""

import time
from collections.abc import Collection, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.delivery.lost_files import show_what_is_left
from bot.delivery.slack_calls import SlackCalls, SlackRefusedError
from bot.locale import LANGUAGES, words_for
from bot.orders.order import Order
from bot.rules.limits import Limit, Period, Scope, Unit
from bot.store.allowance import Counted
from bot.store.history import Cursor, Entry
from bot.store.jobs import State
from bot.store.people import Person
from bot.store.pictures import PictureId, StoredPicture
from bot.store.preferences import (
    MOST_PRESETS,
    ChannelPreferences,
    UserPreferences,
    preset_name,
)
from bot.store.usage import Used
from bot.views.history.entries import Hung, Wall
from bot.views.history.view import history_view
from bot.views.home.home import ALL, Home, home_view
from bot.views.settings.channel import ChannelSettings, channel_view
from bot.views.settings.person import OwnSettings, own_view
from bot.views.usage.own import Own
from sandbox.slack import SlackSandbox
from sandbox.slack.entities import Trigger
from tests.bot.job_rows import ADA, TEAM, job
from titan_core.tasks import TextToImage

Json = dict[str, Any]
PROMPTS = {
    "long": "a fox & <!channel> *bold* " * 384,
    "korean": "붉은 여우가 눈밭에서 " * 800,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 " * 1600,
    "right to left": "\u05e9\u05d5\u05e2\u05dc \u202e " * 1200,
    "line breaks": "fox\n" * 2000,
}
CURSOR = Cursor(drawn_at=1.0, job_id="0" * 12, index=0)


def hung(prompt: str, file_id: str | None = None) -> Hung:
    row = job(
        request=Order.of(TextToImage(prompt=prompt[:10_000], seed=7)).to_json(),
        state=State.DELIVERED,
        place_channel_id="C0GENERAL1",
        place_ts="1.1",
    )
    picture = StoredPicture(
        id=PictureId(job_id=row.id, index=0),
        job=row,
        file="0.png",
        slack_file_id=file_id,
        width=1,
        height=1,
        seed=7,
        model_id="m",
        drawn_at=1_000_000.0,
        deleted_at=None,
    )
    return Hung(
        entry=Entry(picture=picture, count=2, post=None, file_id=file_id), link=f"https://x.slack.com/{'p' * 99}"
    )


def fullest_home(prompt: str, file_id: str | None) -> Home:
    used = [Used(what=f"C0{number:08}", pictures=12345, usd=Decimal("1234.5")) for number in range(200)]
    limit = Limit(scope=Scope.CHANNEL, unit=Unit.DOLLARS, period=Period.MONTH, amount=Decimal("9999999.99"))
    spent = Counted(limit=limit, used=Decimal("0.01"), refills_at=1.8e9, channel_id="C0GENERAL1")
    return Home(
        reader=Person(team_id=TEAM, user_id=ADA),
        show=ALL,
        wall=Wall(hung=[hung(prompt, file_id)] * 8, older=CURSOR, newer=CURSOR),
        places={f"C0{number:08}": "channel-name" * 7 for number in range(150)},
        came_to_nothing=[hung(prompt).entry.picture.job] * 10,
        own=Own(today=used, month=used, ever=used, reserved=used[0], limits=[spent] * 12, zone="Asia/Seoul"),
        team=used[0],
    )


@pytest.fixture
def file_id(slack: SlackSandbox, calls: SlackCalls) -> str:
    """A file that Slack has."""
    slack.configure(file_delay=0)
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    length = picture.tell()
    ticket = calls.call(TEAM, "files.getUploadURLExternal", form=True, filename="a.png", length=length)
    picture.seek(0)
    calls.post_bytes(ticket["upload_url"], picture)
    calls.call(TEAM, "files.completeUploadExternal", files=[{"id": ticket["file_id"]}])
    return str(ticket["file_id"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_the_fullest_home_is_one_that_slack_takes(calls: SlackCalls, file_id: str, prompt: str, language: str) -> None:
    view = home_view(fullest_home(prompt, file_id), words_for(language), "/imagine")

    calls.call(TEAM, "views.publish", user_id=ADA, view=view)

    assert len(view["blocks"]) < 100
    assert "<!channel>" not in " ".join(mrkdwn_in(view))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_the_fullest_history_is_one_that_slack_takes(
    opened: Json, calls: SlackCalls, file_id: str, prompt: str, language: str
) -> None:
    wall = Wall(hung=[hung(prompt, file_id)] * 8, older=CURSOR, newer=CURSOR)

    view = history_view(prompt[:300], wall, ADA, words_for(language))

    calls.call(TEAM, "views.update", view_id=opened["id"], view=view)
    assert "<!channel>" not in " ".join(mrkdwn_in(view))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", PROMPTS.values(), ids=PROMPTS)
def test_the_fullest_settings_are_ones_that_slack_takes(
    opened: Json, calls: SlackCalls, text: str, language: str
) -> None:
    presets = {f"{'x' * 37}{number:03}": text[:3000] for number in range(MOST_PRESETS)}
    shared: Json = {
        "aspect_ratio": "99:1",
        "model": "gone",
        "number_of_images": 5,
        "negative_prompt": text[:3000].strip(),
    }
    own = OwnSettings(kept=UserPreferences(**shared), presets=presets, channel_id="C0GENERAL1")
    words = words_for(language)

    calls.call(TEAM, "views.update", view_id=opened["id"], view=own_view(own, words))
    for may_change in (True, False):
        kept = ChannelPreferences(**shared)
        channel = ChannelSettings(channel_id="C0GENERAL1", kept=kept, presets=presets, may_change=may_change)
        calls.call(TEAM, "views.update", view_id=opened["id"], view=channel_view(channel, words))


@pytest.fixture
def opened(slack: SlackSandbox, calls: SlackCalls) -> Json:
    """A view to update."""
    with slack.workspace.lock:
        trigger = Trigger(id="1.2.home", user=ADA, expires_at=time.time() + 60)
        slack.workspace.triggers[trigger.id] = trigger
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    return dict(calls.call(TEAM, "views.open", trigger_id=trigger.id, view=view)["view"])


def mrkdwn_in(value: object) -> Iterator[str]:
    """Every text that Slack reads as markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield str(value["text"])
        for inner in value.values():
            yield from mrkdwn_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from mrkdwn_in(inner)


class Slack:
    """Refuses views with files it has lost, naming `named` of them at a time."""

    def __init__(self, *lost: str, named: int = 9) -> None:
        self.lost = lost
        self.named = named
        self.shown: list[str] | None = None

    def show(self, view: Json) -> None:
        files = [block["slack_file"]["id"] for block in view["blocks"] if "slack_file" in block]
        bad = [
            place for place, block in enumerate(view["blocks"]) if block.get("slack_file", {}).get("id") in self.lost
        ]
        if bad:
            details = [f"invalid slack file [json-pointer:/view/blocks/{place}/slack_file]" for place in bad]
            raise SlackRefusedError("views.publish", "invalid_arguments", details[: self.named])
        self.shown = files


def walled(gone: Collection[str]) -> Json:
    images = [{"type": "image", "slack_file": {"id": name}} for name in ("F1", "F2", "F3", "F4") if name not in gone]
    return {"blocks": [{"type": "divider"}, *images]}


@pytest.mark.parametrize(
    ("slack", "left"),
    [
        (Slack(), ["F1", "F2", "F3", "F4"]),
        (Slack("F2", "F4"), ["F1", "F3"]),
        (Slack("F2", "F4", named=1), ["F1", "F3"]),
        (Slack("F2", "F4", named=0), []),
        (Slack("F1", "F2", "F3", named=1), []),  # one call too many: better all at once
        (Slack("F1", "F2", "F3", "F4"), []),
    ],
)
def test_what_slack_has_lost_drops_out_and_the_rest_is_shown(slack: Slack, left: list[str]) -> None:
    show_what_is_left(walled, slack.show)

    assert slack.shown == left


def test_a_view_that_is_refused_for_other_reasons_is_refused() -> None:
    def refuse(_view: Json) -> None:
        raise SlackRefusedError("views.publish", "user_not_found")

    with pytest.raises(SlackRefusedError, match="user_not_found"):
        show_what_is_left(walled, refuse)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Noir", "noir"),
        (" 수채화 ", "수채화"),
        ("हिन्दी", "हिन्दी"),
        ("STRASSE_1", "strasse_1"),
        ("\uff21-1", "a-1"),
        ("x" * 40, "x" * 40),
        ("x" * 41, None),
        ("", None),
        ("two words", None),
        ("--ar", None),
        ("\u2014x", None),
        ('a"b', None),
        ("\U0001f98a", None),
        ("a.b", None),
    ],
)
def test_a_presets_name_is_of_letters_and_digits_of_any_script(written: str, name: str | None) -> None:
    assert preset_name(written) == name
