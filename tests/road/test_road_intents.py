"""One intent, one job, however often Slack tells of it; and mentions, the way to ask in a thread."""

from concurrent.futures import ThreadPoolExecutor

from tests.road.scenes import Json, Scene, alt_texts, images, said


def test_one_trigger_delivered_five_times_at_once_is_one_job_and_five_acks(scene: Scene, door: str) -> None:
    parcel = scene.slack.parcel("ada", "general", f"/imagine five foxes over {door}")
    with ThreadPoolExecutor(5) as hands:
        deliveries = list(hands.map(scene.slack.deliver, [parcel] * 5))

    assert [delivery.status for delivery in deliveries] == [200] * 5
    scene.picture()
    scene.bot.settle()
    assert len(scene.jobs_saying(f"five foxes over {door}")) == 1
    assert len(scene.drawn()) == 1
    assert len(scene.slack.messages("general")) == 1


def test_an_event_redelivered_with_retry_headers_is_the_same_job(scene: Scene, door: str) -> None:
    first = scene.slack.mention("ada", "general", f"a fox told twice over {door}")
    again = [scene.slack.redeliver(first, number, "http_timeout") for number in (1, 2)]

    assert [delivery.status for delivery in (first, *again)] == [200, 200, 200]
    scene.slack.wait_for(lambda: thread_pictures(scene), 20, "the picture")
    scene.bot.settle()
    assert len(scene.jobs_saying(f"a fox told twice over {door}")) == 1
    assert len(thread_pictures(scene)) == 1


def test_the_same_words_typed_again_once_they_are_drawn_are_another_job(scene: Scene) -> None:
    for _ in range(2):
        scene.slack.command("ada", "general", "/imagine a fox")
        scene.bot.settle()

    scene.pictures(count=2)
    first, second = (body["seed"] for body in scene.drawn())
    assert first != second


def thread_pictures(scene: Scene) -> list[Json]:
    """Pictures in the thread under the first message of the channel."""
    parent = scene.slack.messages("general")[0]
    return [message for message in scene.slack.messages("general", parent["ts"]) if images(message)]


def test_a_mention_is_answered_in_the_thread_under_it(scene: Scene) -> None:
    scene.slack.mention("ada", "general", "a red fox --no dogs & <cats>")

    (message,) = scene.slack.wait_for(lambda: thread_pictures(scene), 20, "the picture")
    assert alt_texts(message) == ["a red fox. AI-generated picture"]
    assert scene.drawn()[0]["negative_prompt"] == "dogs & <cats>"
    assert len(scene.slack.messages("general")) == 1


def test_a_mention_inside_a_thread_is_answered_in_that_thread(scene: Scene) -> None:
    scene.slack.people.write("ben", "general", "look at this")
    parent = scene.slack.messages("general")[0]["ts"]
    scene.slack.mention("ada", "general", "a red fox", thread_ts=parent)

    (message,) = scene.slack.wait_for(lambda: thread_pictures(scene), 20, "the picture")
    assert message["thread_ts"] == parent


def test_a_mention_may_stand_anywhere_and_other_people_in_it_are_words(scene: Scene) -> None:
    scene.slack.people.write("ada", "general", "a fox for @ben, please @imagine")

    scene.slack.wait_for(lambda: thread_pictures(scene), 20, "the picture")
    prompt = scene.drawn()[0]["prompt"]
    assert "U0IMAGINE1" not in prompt
    assert prompt.startswith("a fox for")


def test_two_bots_that_mention_each_other_stop_at_once(scene: Scene) -> None:
    mention = scene.slack.mention("ada", "general", "help")
    event = {**mention.payload["event"], "bot_id": "B0OTHER001", "ts": "1.000001", "text": "<@U0IMAGINE1> a bot's fox"}
    mention.payload["event"] = event
    delivery = scene.slack.redeliver(mention)

    assert delivery.status == 200
    assert scene.jobs_saying("a bot's fox") == []


def test_an_edited_mention_draws_nothing_new(scene: Scene) -> None:
    mention = scene.slack.mention("ada", "general", "a fox before")
    scene.slack.wait_for(lambda: thread_pictures(scene), 20, "the picture")
    mention.payload["event"] |= {"text": "<@U0IMAGINE1> a fox after", "edited": {"user": "U0ADA00001", "ts": "1.0"}}
    scene.slack.redeliver(mention)

    assert scene.jobs_saying("a fox after") == []


def test_a_mention_without_words_gets_the_way_to_the_form_for_that_person_alone(scene: Scene) -> None:
    scene.slack.mention("ada", "general", "")

    assert "@Imagine" in said(scene.aside("ada", "Open the form"))
    assert len(scene.slack.messages("general")) == 1


def test_help_quotes_the_command_as_it_was_typed(scene: Scene) -> None:
    scene.slack.deliver(scene.slack.parcel("ada", "general", "/draw help"))  # as a renamed manifest lets it through

    told = said(scene.aside("ada", "--no"))
    assert "/draw" in told
    assert "/imagine" not in told


def test_a_flag_that_is_none_costs_nothing_and_gives_the_line_to_copy(scene: Scene) -> None:
    scene.slack.command("ada", "general", "/imagine a red fox --negatve dogs --sed 7")

    told = said(scene.aside("ada", "isn't a flag"))
    assert "--seed 7" in told
    assert scene.bedrock.calls == []
    assert scene.slack.messages("general") == []
