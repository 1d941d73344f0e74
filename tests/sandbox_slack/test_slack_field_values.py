"""What Slack's client lets people put into a field, and what it sends of it."""

from typing import Any

import pytest

from tests.sandbox_slack.calls import ADA, GENERAL
from tests.sandbox_slack.open_form import Opened, field, options, text

Json = dict[str, Any]


def test_a_conversation_is_chosen_by_name_within_the_filter(opened: Opened) -> None:
    place = field(
        "conversations_select", "place",
        default_to_current_conversation=True, response_url_enabled=True, filter={"include": ["public", "im"]},
    )  # fmt: skip
    opened.open(place, channel="design")
    assert opened.value("place") == "C0DESIGN01"
    for name in ("secret-project", "attic"):
        with pytest.raises(ValueError, match="doesn't offer"):
            opened.slack.fill("ada", {"place": name})
    opened.slack.submit_view("ada", {"place": "general"})
    (url,) = opened.told()["response_urls"]
    assert (url["channel_id"], url["block_id"], url["action_id"]) == (GENERAL, "place_block", "place")
    assert url["response_url"].startswith(f"{opened.slack.url}/app/")
    opened.open(place, channel="secret-project")
    assert opened.value("place") is None, "the filter leaves it out"


@pytest.mark.parametrize(
    ("block", "value", "held"),
    [
        (field("users_select", "who"), "ben", "U0BEN00001"),
        (field("channels_select", "who"), "design", "C0DESIGN01"),
        (field("multi_users_select", "who"), ["ada", "ben"], [ADA, "U0BEN00001"]),
        (field("number_input", "who", is_decimal_allowed=False, min_value="1"), 7, "7"),
        (field("datepicker", "who"), "2026-11-22", "2026-11-22"),
        (field("radio_buttons", "who", options=options("a", "b")), "b", options("b")[0]),
        (field("checkboxes", "who", options=options("a", "b"), initial_options=options("a")), None, []),
        (text("who", initial_value="x"), "", None),
    ],
)
def test_each_field_holds_what_slack_sends_of_it(opened: Opened, block: Json, value: object, held: object) -> None:
    opened.open(block)
    opened.slack.fill("ada", {"who": value})
    assert opened.value("who") == held


@pytest.mark.parametrize(
    ("block", "value", "reason"),
    [
        (text("x", max_length=3), "four", "takes 0 to 3 characters, not 4"),
        (field("number_input", "x", is_decimal_allowed=False), "1.5", "it is for numbers"),
        (field("number_input", "x", is_decimal_allowed=True, max_value="5"), "5.5", "takes -inf to 5"),
        (field("channels_select", "x"), "secret-project", "doesn't offer"),
    ],
)
def test_slacks_client_takes_only_what_a_field_is_for(opened: Opened, block: Json, value: str, reason: str) -> None:
    opened.open(block)
    with pytest.raises(ValueError, match=reason):
        opened.slack.fill("ada", {"x": value})
