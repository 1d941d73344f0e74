"""Who sees what: asked of Slack, and where Slack doesn't say, nobody."""

from dataclasses import replace

import pytest

from bot.delivery.conversations import Conversations, Sight
from bot.delivery.slack_calls import SlackCalls
from bot.store.people import Person
from sandbox.slack import SlackSandbox
from tests.titan_core.clocks import Clock

TEAM = "T0SANDBOX1"
GENERAL, CONCEPT, DESIGN, SECRET, GROUP = "C0GENERAL1", "C0CONCEPT1", "C0DESIGN01", "C0SECRET01", "C0MPDM0001"
ADA, MINJI, GUS, OLGA = (
    Person(team_id=TEAM, user_id=name) for name in ("U0ADA00001", "U0MINJI001", "U0GUS00001", "U0OLGA0001")
)
SCOPES = "channels:read,groups:read,im:write,users:read,chat:write"


@pytest.fixture
def conversations(slack: SlackSandbox, calls: SlackCalls, clock: Clock) -> Conversations:
    slack.configure(scopes=SCOPES)
    return Conversations(slack=calls, clock=clock)


def leave(slack: SlackSandbox, channel: str, person: Person) -> None:
    with slack.workspace.lock:
        slack.workspace.leave(slack.workspace.channel(channel), person.user_id)


@pytest.mark.parametrize(
    ("channel", "private"),
    [
        (GENERAL, False),
        (DESIGN, False),  # the bot isn't in it
        (SECRET, True),
        (GROUP, True),
        ("D0ADABEN01", True),
        ("C0NOTHERE1", True),
    ],
)
def test_private_is_what_not_everybody_can_read(conversations: Conversations, channel: str, private: bool) -> None:  # noqa: FBT001
    assert conversations.is_private(TEAM, channel) is private


def test_what_slack_does_not_say_is_private(conversations: Conversations, slack: SlackSandbox) -> None:
    slack.fail("conversations.info", "500")
    assert conversations.is_private(TEAM, GENERAL)

    assert not conversations.is_private(TEAM, GENERAL), "asked again: no answer isn't an answer to keep"


def test_a_channel_is_asked_about_once_in_five_minutes(
    conversations: Conversations, slack: SlackSandbox, clock: Clock
) -> None:
    for _ in range(3):
        conversations.is_private(TEAM, GENERAL)
    assert len(slack.calls("conversations.info")) == 1

    clock.now += 301
    conversations.is_private(TEAM, GENERAL)
    assert len(slack.calls("conversations.info")) == 2


def test_a_private_channel_is_seen_by_its_people_where_the_bot_is_too(
    conversations: Conversations, slack: SlackSandbox, clock: Clock
) -> None:
    assert not conversations.sees(MINJI, SECRET), "the bot isn't in it"

    slack.invite("secret-project")
    clock.now += 301
    assert conversations.sees(MINJI, SECRET)
    assert not conversations.sees(GUS, SECRET)


def test_whoever_leaves_a_private_channel_sees_it_for_a_minute_at_most(
    conversations: Conversations, slack: SlackSandbox, clock: Clock
) -> None:
    slack.invite("secret-project")
    assert conversations.sees(MINJI, SECRET)
    leave(slack, "secret-project", MINJI)

    clock.now += 61
    assert not conversations.sees(MINJI, SECRET)
    assert SECRET not in conversations.sight(MINJI).channels


def test_public_channels_are_seen_by_full_members_and_a_guest_sees_only_their_own(
    conversations: Conversations, slack: SlackSandbox
) -> None:
    leave(slack, "concept-art", ADA)

    assert conversations.sees(ADA, CONCEPT)
    assert CONCEPT in conversations.sight(ADA).channels
    assert not conversations.sees(GUS, CONCEPT)
    assert conversations.sees(GUS, GENERAL)
    assert CONCEPT not in conversations.sight(GUS).channels


@pytest.mark.parametrize("change", ["is_deleted", "is_ultra_restricted"])
def test_who_is_no_full_member_any_more_sees_no_public_channel_as_one(
    conversations: Conversations, slack: SlackSandbox, change: str
) -> None:
    leave(slack, "concept-art", ADA)
    with slack.workspace.lock:
        ada = slack.workspace.users[ADA.user_id]
        slack.workspace.users[ADA.user_id] = replace(
            ada, is_deleted=change == "is_deleted", is_ultra_restricted=change == "is_ultra_restricted"
        )

    assert not conversations.sees(ADA, CONCEPT)


def test_the_bots_direct_messages_are_seen_by_their_own_person_alone(
    conversations: Conversations, slack: SlackSandbox
) -> None:
    with slack.workspace.lock:
        hers = slack.workspace.direct_message(ADA.user_id).id

    assert conversations.sees(ADA, hers)
    assert not conversations.sees(OLGA, hers), "an owner of the workspace, too"
    assert hers in conversations.sight(ADA).channels
    assert hers not in conversations.sight(OLGA).channels
    assert not conversations.sees(ADA, "D0ADABEN01"), "what people say to each other is none of the bot's"


def test_group_messages_count_where_their_scope_is_granted(
    conversations: Conversations, slack: SlackSandbox, clock: Clock
) -> None:
    slack.invite(GROUP)
    assert not conversations.sees(ADA, GROUP)
    assert GENERAL in conversations.sight(ADA).channels, "without mpim:read the rest is known all the same"

    slack.configure(scopes=f"{SCOPES},mpim:read")
    clock.now += 301
    assert conversations.sees(ADA, GROUP)
    assert not conversations.sees(OLGA, GROUP)


@pytest.mark.parametrize("method", ["users.conversations", "conversations.open"])
def test_without_an_answer_of_slacks_nothing_is_in_sight_and_it_says_so(
    conversations: Conversations, slack: SlackSandbox, method: str
) -> None:
    slack.fail(method, "500")

    assert conversations.sight(ADA) == Sight(is_known=False)
    assert GENERAL in conversations.sight(ADA).channels, "asked again"


def test_without_the_scopes_nothing_but_is_in_sight(conversations: Conversations, slack: SlackSandbox) -> None:
    slack.configure(scopes="im:write,users:read")

    assert not conversations.sight(ADA).is_known
    assert not conversations.sees(ADA, GENERAL)


def test_many_channels_come_in_pages(conversations: Conversations, slack: SlackSandbox) -> None:
    general = slack.workspace.channel("general")
    with slack.workspace.lock:
        for number in range(1200):
            channel = replace(general, id=f"C0MANY{number:05}", name=f"many-{number}")
            slack.workspace.channels[channel.id] = channel

    assert conversations.sight(GUS).includes("C0MANY01199")


def test_a_channels_creator_and_name_are_known(conversations: Conversations) -> None:
    assert conversations.is_creator(OLGA, GENERAL)
    assert not conversations.is_creator(ADA, GENERAL)
    assert not conversations.is_creator(ADA, "D0ADABEN01")
    assert conversations.name(TEAM, GENERAL) == "general"
    assert conversations.name(TEAM, "D0ADABEN01") is None
    assert conversations.name(TEAM, "C0NOTHERE1") is None
