import pytest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, ATTIC, BEN, BETWEEN, DESIGN, GENERAL, GUS, SECRET, refusal

READING = frozenset({"channels:read", "channels:history", "im:read"})


def test_the_bot_joins_a_public_channel_and_may_post_from_then_on(slack: SlackSandbox, client: WebClient) -> None:
    client.conversations_join(channel=DESIGN)
    assert client.chat_postMessage(channel=DESIGN, text="hello")["ok"]
    assert [message["text"] for message in slack.messages("design")] == ["hello"], (
        "the notice of joining is Slack's own"
    )
    assert slack.conversation("design")[0]["subtype"] == "channel_join"
    assert client.conversations_join(channel=DESIGN)["warning"] == "already_in_channel"


@pytest.mark.parametrize(
    ("channel", "error"), [(SECRET, "channel_not_found"), (BETWEEN, "channel_not_found"), (ATTIC, "is_archived")]
)
def test_the_bot_cannot_join_everywhere(client: WebClient, channel: str, error: str) -> None:
    assert refusal(lambda: client.conversations_join(channel=channel))["error"] == error


def test_a_private_channel_takes_the_bot_by_invitation(slack: SlackSandbox, client: WebClient) -> None:
    slack.invite("secret-project")
    assert client.chat_postMessage(channel=SECRET, text="hello")["ok"]
    answer = refusal(lambda: client.conversations_join(channel=SECRET))
    assert answer["error"] == "method_not_supported_for_channel_type"
    slack.remove("secret-project")
    assert refusal(lambda: client.chat_postMessage(channel=SECRET, text="x"))["error"] == "channel_not_found"


def test_a_direct_message_is_opened_once(client: WebClient) -> None:
    first = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.conversations_open(users=[ADA])["channel"]["id"] == first
    assert client.conversations_open(channel=first)["already_open"]
    assert first.startswith("D")
    assert len(first) >= 9


def test_opening_needs_known_users_and_one_alone(client: WebClient) -> None:
    assert refusal(lambda: client.conversations_open(users="U0NOBODY01"))["error"] == "user_not_found"
    assert refusal(lambda: client.conversations_open(users=""))["error"] == "users_list_not_supplied"
    assert refusal(lambda: client.conversations_open(users=[ADA, BEN]))["error"] == "missing_scope"


def test_info_tells_what_a_channel_is(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    assert client.conversations_info(channel=GENERAL)["channel"]["is_member"]
    assert not client.conversations_info(channel=DESIGN)["channel"]["is_member"]
    assert client.conversations_info(channel=ATTIC)["channel"]["is_archived"]
    assert refusal(lambda: client.conversations_info(channel=SECRET))["error"] == "channel_not_found"
    direct = client.conversations_open(users=ADA)["channel"]["id"]
    assert client.conversations_info(channel=direct)["channel"]["user"] == ADA


def test_history_is_newest_first_and_replies_begin_with_the_parent(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    parent = client.chat_postMessage(channel=GENERAL, text="one")["ts"]
    client.chat_postMessage(channel=GENERAL, text="reply", thread_ts=parent)
    client.chat_postMessage(channel=GENERAL, text="two")
    assert [message["text"] for message in client.conversations_history(channel=GENERAL)["messages"]] == ["two", "one"]
    thread = client.conversations_replies(channel=GENERAL, ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["one", "reply"]
    assert thread[0]["reply_count"] == 1
    assert refusal(lambda: client.conversations_replies(channel=GENERAL, ts="1.0"))["error"] == "thread_not_found"


def test_a_reaction_is_given_once(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"reactions:write"}
    ts = client.chat_postMessage(channel=GENERAL, text="x")["ts"]
    client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes")
    again = refusal(lambda: client.reactions_add(channel=GENERAL, timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    lost = refusal(lambda: client.reactions_add(channel=GENERAL, timestamp="1.0", name="eyes"))
    assert lost["error"] == "message_not_found"


def names(answer: SlackResponse) -> list[str]:
    return [channel.get("name", channel["id"]) for channel in answer["channels"]]


def test_a_users_conversations_are_those_that_the_bot_may_know_of(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"channels:read", "groups:read", "im:read", "mpim:read"}
    direct = client.conversations_open(users=ADA)["channel"]["id"]
    everywhere = "public_channel,private_channel,im,mpim"
    assert names(client.users_conversations(user=ADA)) == ["general", "concept-art", "design", "attic"]
    assert names(client.users_conversations(user=GUS, types=everywhere)) == ["general"]
    slack.invite("secret-project")
    slack.invite("mpdm-ada--ben--minji-1")
    found = client.users_conversations(user=ADA, types=everywhere, exclude_archived=True)
    assert names(found) == [
        "general", "concept-art", "design", "secret-project", "mpdm-ada--ben--minji-1", direct,
    ]  # fmt: skip
    group = found["channels"][4]
    assert (group["is_mpim"], group["is_private"], group["is_channel"]) == (True, True, False)
    assert not any("is_member" in channel for channel in found["channels"])
    assert names(client.users_conversations()) == ["general", "concept-art"]


def test_users_conversations_come_in_pages(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= {"channels:read"}
    first = client.users_conversations(user=ADA, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    assert len(first["channels"]) == 3
    second = client.users_conversations(user=ADA, limit=3, cursor=cursor)
    assert (names(second), second["response_metadata"]["next_cursor"]) == (["attic"], "")
    assert refusal(lambda: client.users_conversations(cursor="#"))["error"] == "invalid_cursor"
    assert refusal(lambda: client.users_conversations(cursor="eA=="))["error"] == "invalid_cursor"
    assert refusal(lambda: client.users_conversations(limit=1000))["error"] == "invalid_limit"
    assert refusal(lambda: client.users_conversations(types="rooms"))["error"] == "invalid_types"
    assert refusal(lambda: client.users_conversations(user="U0NOBODY01"))["error"] == "user_not_found"
    private = refusal(lambda: client.users_conversations(types="private_channel"))
    assert (private["error"], private["needed"]) == ("missing_scope", "groups:read")


def test_members_and_creators(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    first = client.conversations_members(channel=GENERAL, limit=5)
    second = client.conversations_members(channel=GENERAL, cursor=first["response_metadata"]["next_cursor"])
    assert {*first["members"], *second["members"]} == slack.workspace.channel("general").members
    assert refusal(lambda: client.conversations_members(channel=SECRET))["error"] == "channel_not_found"
    info = client.conversations_info(channel=GENERAL, include_locale=True, include_num_members=True)["channel"]
    assert (info["creator"], info["locale"], info["num_members"]) == ("U0OLGA0001", "en-US", 8)


def test_a_permalink_names_the_thread_of_a_reply(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="one")["ts"]
    reply = client.chat_postMessage(channel=GENERAL, text="two", thread_ts=parent)["ts"]
    base = f"https://sandbox.slack.com/archives/{GENERAL}/p"
    assert client.chat_getPermalink(channel=GENERAL, message_ts=parent)["permalink"] == base + parent.replace(".", "")
    link = client.chat_getPermalink(channel=GENERAL, message_ts=reply)["permalink"]
    assert link == f"{base}{reply.replace('.', '')}?thread_ts={parent}&cid={GENERAL}"
    lost = refusal(lambda: client.chat_getPermalink(channel=GENERAL, message_ts="1.0"))
    assert lost["error"] == "message_not_found"


@pytest.mark.parametrize(
    ("user", "facts"),
    [
        ("ada", {"is_admin": False, "is_owner": False, "is_restricted": False, "tz": "America/Los_Angeles"}),
        ("olga", {"is_admin": True, "is_owner": True}),
        ("junho", {"is_admin": True, "is_owner": False, "tz_offset": 32400}),
        ("gus", {"is_admin": False, "is_restricted": True, "is_ultra_restricted": False, "deleted": False}),
    ],
)
def test_users_differ_in_their_rights(
    slack: SlackSandbox, client: WebClient, user: str, facts: dict[str, object]
) -> None:
    info = client.users_info(user=slack.workspace.user(user).id)["user"]
    assert {name: info[name] for name in facts} == facts


def test_a_thread_comes_in_pages(slack: SlackSandbox, client: WebClient) -> None:
    slack.workspace.scopes |= READING
    parent = client.chat_postMessage(channel=GENERAL, text="0")["ts"]
    for number in range(1, 4):
        client.chat_postMessage(channel=GENERAL, text=str(number), thread_ts=parent)
    first = client.conversations_replies(channel=GENERAL, ts=parent, limit=2)
    rest = client.conversations_replies(
        channel=GENERAL, ts=parent, cursor=first["response_metadata"]["next_cursor"], limit=2
    )
    texts = [message["text"] for message in (*first["messages"], *rest["messages"])]
    assert (first["has_more"], rest["has_more"], texts) == (True, False, ["0", "1", "2", "3"])
    later = client.conversations_history(channel=GENERAL, oldest=parent)
    assert later["messages"] == []
    assert client.conversations_history(channel=GENERAL, oldest=parent, inclusive=True)["messages"]
