"""Where the picture goes when the bot is a member, may become one, or can't."""

from tests.road.scenes import Scene, images, said

DM_WORDS = "so your picture is in our direct messages"


def test_in_a_public_channel_that_it_is_not_in_the_bot_joins_and_draws(scene: Scene) -> None:
    scene.slack.command("ada", "design", "/imagine a red fox")

    scene.picture("design")
    assert [call.arguments["channel"] for call in scene.slack.calls("conversations.join")] == ["C0DESIGN01"]
    assert scene.asides("ada") == []


def test_in_a_private_channel_without_the_bot_the_picture_goes_to_the_dm_with_words_how_to_invite(scene: Scene) -> None:
    scene.slack.command("ada", "secret-project", "/imagine a red fox")

    scene.direct_picture("ada")
    told = scene.aside("ada", DM_WORDS)
    assert "/invite @Imagine" in said(told)
    assert told["channel"] == "C0SECRET01"
    assert scene.slack.messages("secret-project") == []


def test_between_two_people_the_picture_goes_to_the_askers_dm_and_only_there(scene: Scene) -> None:
    scene.slack.command("ada", "ada-ben", "/imagine a red fox")

    scene.direct_picture("ada")
    scene.aside("ada", DM_WORDS)
    assert scene.slack.messages("ada-ben") == []
    assert scene.slack.direct_messages("ben") == []


def test_in_the_dm_with_the_bot_the_picture_stands_there(scene: Scene) -> None:
    scene.slack.command("ada", "dm", "/imagine a red fox")

    scene.direct_picture("ada")
    assert scene.asides("ada") == []


def test_after_an_invitation_the_picture_stands_in_the_private_channel(scene: Scene) -> None:
    scene.slack.invite("secret-project")
    scene.slack.command("ada", "secret-project", "/imagine a red fox")

    scene.picture("secret-project")


def test_a_channel_archived_before_the_placeholder_sends_the_picture_to_the_dm(scene: Scene) -> None:
    parcel = scene.slack.parcel("ada", "general", "/imagine a red fox")
    scene.slack.archive("general")
    scene.slack.deliver(parcel)

    scene.direct_picture("ada")
    scene.aside("ada", "That channel is archived")


def test_a_channel_archived_while_drawing_sends_the_picture_that_was_paid_for_to_the_dm(scene: Scene) -> None:
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "general", "/imagine a red fox")
    scene.placeholder()
    scene.slack.archive("general")

    scene.direct_picture("ada")
    scene.aside("ada", "That channel is archived")
    assert len(scene.drawn()) == 1


def test_a_bot_removed_from_a_private_channel_while_drawing_sends_the_picture_to_the_dm(scene: Scene) -> None:
    scene.slack.invite("secret-project")
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "secret-project", "/imagine a red fox")
    scene.placeholder("secret-project")
    scene.slack.remove("secret-project")

    scene.direct_picture("ada")
    scene.aside("ada", DM_WORDS)


def test_a_placeholder_that_somebody_deleted_does_not_keep_the_picture_away(scene: Scene) -> None:
    scene.bedrock.change(latency=2.0)
    scene.slack.command("ada", "general", "/imagine a red fox")
    placeholder = scene.placeholder()
    with scene.slack.workspace.lock:
        del scene.slack.workspace.messages[placeholder["channel"], placeholder["ts"]]

    message = scene.picture()
    assert message["ts"] != placeholder["ts"]
    assert len(images(message)) == 1
