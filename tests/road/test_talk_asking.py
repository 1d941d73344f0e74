"""What is asked before a line is drawn: once, of one person, whatever is pressed how often."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.services import make_services, open_database
from bot.store.people import Person
from sandbox.slack import payloads
from sandbox.slack.link import Parcel
from tests.road.scenes import TEAM, Json, Scene, alt_texts, images, said
from tests.road.test_road_line import fill_the_slots

DRAW, DRAW_UNASKED, DROP = "draw_asked", "draw_unasked", "drop_asked"


def ask(scene: Scene, line: str, user: str = "ada", saying: str = "Nothing is drawn or spent yet") -> Json:
    """Type a line and wait for the question about it."""
    scene.slack.command(user, "general", f"/imagine {line}")
    return scene.aside(user, saying)


def labels(message: Json) -> dict[str, str]:
    """The buttons of a message by action_id."""
    elements = [element for block in message.get("blocks", ()) for element in block.get("elements", ())]
    return {element["action_id"]: element["text"]["text"] for element in elements if element["type"] == "button"}


def draft_in(message: Json, action_id: str = DRAW) -> str:
    elements = [element for block in message.get("blocks", ()) for element in block.get("elements", ())]
    return str(next(element["value"] for element in elements if element.get("action_id") == action_id))


def asked(scene: Scene, user: str = "ada") -> list[Json]:
    """The questions that stand open for a person."""
    return [message for message in scene.slack.ephemerals(user) if DRAW in labels(message)]


def person(scene: Scene, name: str) -> Person:
    return Person(team_id=TEAM, user_id=scene.slack.workspace.user(name).id)


def forged(scene: Scene, user: str, action_id: str, value: str) -> Parcel:
    """A press of a button that never was there: only its signature is right."""
    workspace = scene.slack.workspace
    someone, channel = workspace.user(user), workspace.channel("general")
    with workspace.lock:
        url = payloads.response_url(workspace, "commands", someone, channel)
    body = {
        "type": "block_actions",
        "user": {"id": someone.id, "team_id": TEAM},
        "team": {"id": TEAM},
        "channel": {"id": channel.id},
        "container": {"type": "message", "channel_id": channel.id, "is_ephemeral": True},
        "response_url": url,
        "trigger_id": "1.2.3",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    return Parcel(kind="interaction", name=action_id, payload=body, user=someone.id, channel=channel.id)


def test_groups_in_braces_are_counted_and_priced_before_anything_is_drawn(scene: Scene) -> None:
    question = ask(scene, "a {red, green, blue} bird --seed 7")

    told = said(question)
    assert "3 requests" in told
    assert "$0.12" in told
    assert all(f"a {colour} bird --seed 7" in told for colour in ("red", "green", "blue"))
    assert labels(question) == {DRAW: "Draw all, about $0.12", DROP: "Cancel"}
    assert scene.bedrock.calls == []
    assert scene.slack.messages("general") == []


def test_a_yes_draws_each_in_a_message_of_its_own_and_takes_the_questions_place(scene: Scene) -> None:
    ask(scene, "a {red, green} bird")
    scene.agree("ada")

    shown = {alt_texts(message)[0].partition(".")[0] for message in scene.pictures(count=2)}
    assert shown == {"a red bird", "a green bird"}
    scene.aside("ada", "2 requests are taken")
    assert asked(scene) == []


def test_only_the_first_lines_of_many_are_shown(scene: Scene) -> None:
    told = said(ask(scene, "a {red, green} {cat, dog, owl} in {snow, rain}"))

    assert "12 requests" in told
    assert told.count("in snow") + told.count("in rain") == 2 * 5  # in the text and in the blocks
    assert "and 7 more" in told


def test_five_presses_at_once_are_one_batch(scene: Scene) -> None:
    question = ask(scene, "a five-fold {red, green} bird")
    press = forged(scene, "ada", DRAW, draft_in(question))
    with ThreadPoolExecutor(5) as hands:
        deliveries = list(hands.map(scene.slack.deliver, [press] * 5))

    assert [delivery.status for delivery in deliveries] == [200] * 5
    scene.pictures(count=2)
    scene.bot.settle()
    assert len(scene.drawn()) == 2


def test_a_question_outlives_the_process_that_asked_it(scene: Scene) -> None:
    draft = draft_in(ask(scene, "a lasting {red, green} bird"))
    database = open_database(scene.bot.settings)
    anew = make_services(scene.bot.settings, database)
    try:
        anew.intake.batches.draw(draft, person(scene, "ada"), None)
        scene.pictures(count=2)
    finally:
        anew.close()
        database.dispose()


def test_cancel_draws_nothing_and_a_late_press_finds_nothing_open(scene: Scene) -> None:
    question = ask(scene, "a dropped {red, green} bird")
    scene.agree("ada", DROP)
    scene.aside("ada", "Nothing was drawn and nothing spent")

    scene.slack.deliver(forged(scene, "ada", DRAW, draft_in(question)))
    scene.aside("ada", "isn't open any more")
    scene.bot.settle()
    assert scene.bedrock.calls == []


def test_cancel_after_a_yes_says_that_it_is_too_late(scene: Scene) -> None:
    question = ask(scene, "a late {red, green} bird")
    scene.agree("ada")
    scene.slack.deliver(forged(scene, "ada", DROP, draft_in(question)))

    scene.aside("ada", "Too late")
    scene.pictures(count=2)


@pytest.mark.parametrize("action_id", [DRAW, DRAW_UNASKED, DROP, "draw_line"])
def test_nobody_answers_for_another(scene: Scene, action_id: str) -> None:
    question = ask(scene, f"somebody else's {action_id} {{red, green}} bird")
    name = scene.newcomer()
    scene.slack.deliver(forged(scene, name, action_id, draft_in(question)))

    scene.aside(name, "isn't open any more")
    scene.bot.settle()
    assert scene.bedrock.calls == []


@pytest.mark.parametrize("value", ["", "no such draft", "'; DROP TABLE imagine_drafts; --", "\x00", "x" * 2000])
def test_a_forged_answer_is_refused_in_words(scene: Scene, value: str) -> None:
    delivery = scene.slack.deliver(forged(scene, "ada", DRAW, value))

    assert delivery.status == 200
    scene.aside("ada", "isn't open any more")
    assert scene.bedrock.calls == []


def test_a_question_is_open_for_a_day(scene: Scene) -> None:
    draft = draft_in(ask(scene, "a stale {red, green} bird"))
    drafts, owner = scene.bot.services.drafts, person(scene, "ada")
    kept = drafts.find(draft, "batch", owner)
    assert kept
    drafts.change(draft, {**kept.payload, "asked_at": kept.payload["asked_at"] - 24 * 3600})
    scene.agree("ada")

    scene.aside("ada", "Questions are kept for a day")
    scene.bot.settle()
    assert scene.bedrock.calls == []


def test_what_costs_more_than_is_spent_unasked_is_asked_about(scene: Scene) -> None:
    question = ask(scene, "a dear fox --model ultra")

    assert "This costs about $0.14" in said(question)
    assert labels(question) == {DRAW: "Draw it, about $0.14", "edit_line": "Edit", DROP: "Cancel"}
    scene.agree("ada")
    assert "Stable Image Ultra" in said(scene.picture())


def test_the_same_line_while_the_first_is_under_way_is_asked_about(scene: Scene) -> None:
    fill_the_slots(scene)
    scene.slack.command("ada", "general", "/imagine a fox sent twice")
    question = ask(scene, "a fox sent twice")

    assert "waiting already: 1st in line" in said(question)
    assert labels(question)[DRAW] == "Draw another"
    scene.agree("ada")
    scene.pictures(count=2)
    first, second = (body["seed"] for body in scene.drawn() if body["prompt"] == "a fox sent twice")
    assert first != second


def test_the_same_line_elsewhere_by_somebody_else_or_with_another_flag_is_another(scene: Scene) -> None:
    fill_the_slots(scene)
    scene.slack.command("ada", "general", "/imagine a fox of one's own")
    scene.slack.command("ada", "concept-art", "/imagine a fox of one's own")
    scene.slack.command("chloe", "general", "/imagine a fox of one's own")
    scene.slack.command("ada", "general", "/imagine a fox of one's own --ar 3:2")

    scene.pictures(count=3)
    assert asked(scene) == asked(scene, "chloe") == []


def test_a_batch_told_of_twice_by_slack_is_one_question(scene: Scene) -> None:
    mention = scene.slack.mention("ada", "general", "a retold {red, green} bird")
    scene.slack.redeliver(mention)

    scene.slack.wait_for(lambda: len(asked(scene)) == 2, 10, "both questions")
    assert len({draft_in(question) for question in asked(scene)}) == 1


def test_words_in_another_script_are_asked_about_until_the_person_wants_it_no_more(scene: Scene) -> None:
    name = scene.newcomer()
    question = ask(scene, "붉은 여우", name)

    assert "read English best" in said(question)
    assert labels(question)[DRAW] == "Draw as it is"
    scene.agree(name, DRAW_UNASKED)
    scene.picture()
    scene.slack.command(name, "general", "/imagine 푸른 여우")
    scene.pictures(count=2)
    assert asked(scene, name) == []


def test_lettering_in_another_script_needs_no_question(scene: Scene) -> None:
    scene.slack.command("ada", "general", '/imagine a neon sign "서울의 밤은 길다"')

    scene.picture()
    assert asked(scene) == []


def test_several_reasons_are_one_question(scene: Scene) -> None:
    scene.meet("minji")
    question = ask(scene, "붉은 여우와 {달, 별} --n 3 --v 6", "minji", "아직 아무것도")

    told = said(question)
    assert "요청 2개" in told
    assert "$0.24" in told
    assert "영어를 가장 잘 읽어요" in told
    assert "`--v 6`" in told
    assert list(labels(question)) == [DRAW, DRAW_UNASKED, DROP]
    assert len(asked(scene, "minji")) == 1


def test_in_a_thread_the_question_and_its_pictures_stay_in_the_thread(scene: Scene) -> None:
    scene.slack.mention("ada", "general", "a threaded {red, green} bird")
    root = scene.slack.messages("general")[0]["ts"]
    scene.agree("ada")

    scene.pictures("general", root, count=2)
    assert not any(images(message) for message in scene.slack.messages("general"))


def test_in_direct_messages_a_question_is_a_message_and_its_answer_takes_the_place(scene: Scene) -> None:
    scene.slack.write("ada", "dm", "a direct {red, green} bird")

    def question() -> list[Json]:
        return [message for message in scene.slack.direct_messages("ada") if DRAW in labels(message)]

    scene.slack.press("ada", scene.slack.wait_for(question, 10, "the question")[0], DRAW)
    scene.slack.wait_for(lambda: not question(), 10, "the answer in its place")
    scene.slack.wait_for(lambda: len([m for m in scene.slack.direct_messages("ada") if images(m)]) == 2, 30, "both")


def test_what_is_drawn_after_a_yes_lands_where_it_was_asked_for_with_the_flags_of_the_line(scene: Scene) -> None:
    ask(scene, "a fox {, --no dogs} --ar 16:9 --private")
    scene.agree("ada")

    scene.direct_picture("ada")
    scene.bot.settle()
    rows = scene.jobs_saying("a fox")[-2:]
    orders = [json.loads(row["request"]) for row in rows]
    assert [order["asked"].get("negative_prompt", "") for order in orders] == ["", "dogs"]
    assert all(order["private"] and order["asked"]["aspect_ratio"] == "16:9" for order in orders)
    assert scene.slack.messages("general") == []
