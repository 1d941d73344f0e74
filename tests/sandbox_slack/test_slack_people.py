import pytest
from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, GENERAL, actions, button, refusal
from tests.sandbox_slack.recording_app import RecordingApp


def test_a_mention_is_told_with_its_text_as_slack_escapes_it(slack: SlackSandbox, app: RecordingApp) -> None:
    slack.mention("ada", "general", "a fox & <cat> --no @ben")
    event = app.received[0].json["event"]
    assert event["type"] == "app_mention"
    assert event["text"] == "<@U0IMAGINE1> a fox &amp; &lt;cat&gt; --no <@U0BEN00001>"
    assert event["ts"] == slack.messages("general")[0]["ts"]
    assert "thread_ts" not in event


def test_a_mention_in_a_thread_carries_the_thread(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    slack.mention("ada", "general", "a fox", thread_ts=parent)
    assert app.received[0].json["event"]["thread_ts"] == parent
    assert len(slack.messages("general", parent)) == 1


def test_the_app_hears_nothing_where_it_is_not_a_member_or_not_mentioned(
    slack: SlackSandbox, app: RecordingApp
) -> None:
    assert slack.mention("ada", "design", "a fox").error == "not_in_channel"
    assert slack.write("ada", "general", "hello all").error == "the bot is not mentioned"
    slack.workspace.scopes -= {"app_mentions:read"}
    assert slack.mention("ada", "general", "a fox").error == "missing_scope app_mentions:read"
    assert app.received == []
    assert slack.messages("design")[0]["text"] == "<@U0IMAGINE1> a fox"


def test_direct_messages_are_told_only_with_im_history(slack: SlackSandbox, app: RecordingApp) -> None:
    assert slack.write("ada", "dm", "a fox").error == "missing_scope im:history"
    slack.workspace.scopes |= {"im:history"}
    slack.write("ada", "dm", "a fox")
    event = app.received[0].json["event"]
    assert (event["type"], event["channel_type"]) == ("message", "im")


def test_opening_home_is_told(slack: SlackSandbox, app: RecordingApp) -> None:
    slack.open_home("ada")
    assert app.received[0].json["event"]["type"] == "app_home_opened"


def test_removing_the_app_is_told_twice_and_its_token_opens_nothing_until_a_reset(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    slack.uninstall()

    events = [request.json["event"] for request in app.received]
    assert [event["type"] for event in events] == ["tokens_revoked", "app_uninstalled"]
    assert events[0]["tokens"]["bot"] == [slack.workspace.bot.id]
    assert refusal(client.auth_test)["error"] == "account_inactive"
    slack.reset()
    assert client.auth_test()["ok"]


def test_a_command_in_a_thread_never_reaches_the_app(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="parent")["ts"]
    assert slack.command("ada", "general", "/imagine x", thread_ts=parent).error == "not_supported_in_threads"
    (told,) = slack.ephemerals("ada")
    assert told["text"] == "/imagine is not supported in threads. Sorry!"
    assert told["thread_ts"] == parent
    assert app.received == []


@pytest.mark.parametrize(
    ("user", "channel", "reason"),
    [
        ("zoe", "general", "no user 'zoe'; there are ada, ben"),
        ("ada", "lobby", "no channel 'lobby'; there are general"),
        ("minji", "ada-ben", "minji is not in ada-ben"),
        ("ada", "attic", "attic is archived"),
    ],
)
def test_nobody_types_where_they_are_not(slack: SlackSandbox, user: str, channel: str, reason: str) -> None:
    with pytest.raises((KeyError, ValueError), match=reason):
        slack.command(user, channel, "/imagine x")


def test_a_press_tells_who_pressed_what_in_which_message(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    client.chat_postMessage(
        channel=GENERAL, text="a fox", blocks=[actions(button("vary", "1")), actions(button("vary", "2"))]
    )
    (message,) = slack.messages("general")
    delivery = slack.press("ben", message, "vary", "2")
    payload = app.received[0].json
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == "U0BEN00001"
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == message["ts"]
    (action,) = payload["actions"]
    assert (action["action_id"], action["value"], action["type"]) == ("vary", "2", "button")
    assert action["block_id"] == message["blocks"][1]["block_id"]
    assert delivery.response_url.startswith(f"{slack.url}/actions/")
    assert payload["trigger_id"] == delivery.trigger_id


def test_a_press_in_an_ephemeral_carries_no_message(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    client.chat_postEphemeral(channel=GENERAL, user=ADA, text="x", blocks=[actions(button("cancel"))])
    slack.press("ada", slack.ephemerals("ada")[0], "cancel")
    payload = app.received[0].json
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_a_menu_is_pressed_by_its_value(slack: SlackSandbox, client: WebClient, app: RecordingApp) -> None:
    options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("2x", "4x")]
    menu = {"type": "overflow", "action_id": "upscale", "options": options}
    client.chat_postMessage(channel=GENERAL, text="a fox", blocks=[actions(menu)])
    slack.press("ada", slack.messages("general")[0], "upscale", "4x")
    assert app.received[0].json["actions"][0]["selected_option"]["value"] == "4x"
    with pytest.raises(ValueError, match=r"no option '8x'; it has \['2x', '4x'\]"):
        slack.press("ada", slack.messages("general")[0], "upscale", "8x")


def test_only_what_is_there_for_this_user_can_be_pressed(slack: SlackSandbox, client: WebClient) -> None:
    private = button("delete", visible_to_user_ids=[ADA])
    client.chat_postMessage(channel=GENERAL, text="a fox", blocks=[actions(private, button("again"))])
    (message,) = slack.messages("general")
    with pytest.raises(ValueError, match="there are: again"):
        slack.press("ben", message, "delete")
    with pytest.raises(ValueError, match="there are: again, delete"):
        slack.press("ada", message, "vary")
    client.chat_delete(channel=GENERAL, ts=message["ts"])
    with pytest.raises(KeyError, match="it may have been deleted"):
        slack.press("ada", message, "again")


def test_a_message_that_is_deleted_can_no_longer_be_pressed(slack: SlackSandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="a fox", blocks=[actions(button("again"))])["ts"]
    message = slack.messages("general")[0]
    slack.write("ben", "general", "oh", parent)
    slack.delete_message(message)
    with pytest.raises(ValueError, match="there are: none"):
        slack.press("ada", message, "again")
    slack.delete_message(slack.messages("general", parent)[0])
    slack.delete_message(message)
    with pytest.raises(KeyError, match="may have been deleted"):
        slack.press("ada", message, "again")


def test_waiting_says_what_for(slack: SlackSandbox) -> None:
    with pytest.raises(TimeoutError, match=r"waited 0.05 s for a picture"):
        slack.wait_for(lambda: slack.messages("general"), timeout=0.05, what="a picture")


def test_a_reset_begins_anew(slack: SlackSandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=GENERAL, text="x")
    slack.archive("general")
    slack.reset()
    assert (slack.messages("general"), slack.calls()) == ([], [])
    assert client.chat_postMessage(channel=GENERAL, text="x")["ok"]
    assert refusal(lambda: client.chat_postMessage(channel="C0DESIGN01", text="x"))
