"""Each person hears the bot in the language of their Slack, and it is asked for once."""

from bot.delivery.languages import Languages
from bot.store.database import Database
from bot.store.people import LOCALE_SECONDS, Locales, Person
from tests.road.scenes import TEAM, Scene, said
from tests.titan_core.clocks import Clock


def test_a_korean_asker_hears_korean_and_the_channel_the_workspaces_language(scene: Scene) -> None:
    scene.meet("minji")
    scene.slack.command("minji", "general", "/imagine 금지 forbidden fox")

    assert "그리지 못했어요" in said(scene.aside("minji"))

    scene.slack.command("minji", "general", "/imagine 붉은 여우 --ar 4:3")
    scene.agree("minji")
    message = scene.picture()
    assert "seed" in said(message)
    scene.aside("minji", "4:3 비율이 없어서")


def test_a_korean_place_in_line_stands_in_the_ack(scene: Scene) -> None:
    scene.meet("minji")
    delivery = scene.slack.command("minji", "general", "/imagine 여우 --sedd 7")

    assert "아무것도 그리지 않았어요" in said(scene.aside("minji"))
    assert delivery.ack


def test_somebody_never_met_gets_an_empty_ack_and_the_words_by_response_url(scene: Scene) -> None:
    name = scene.newcomer("ko-KR")
    delivery = scene.slack.command(name, "general", "/imagine help")

    assert (delivery.status, delivery.ack) == (200, "")
    told = scene.aside(name, "--no")
    assert told["via"] == "response_url"
    assert "/imagine" in said(told)
    assert any("\uac00" <= letter <= "\ud7a3" for letter in said(told)), "Korean"


def test_a_language_that_the_bot_does_not_speak_is_answered_in_the_workspaces(scene: Scene) -> None:
    name = scene.newcomer("fr-FR")
    scene.slack.command(name, "general", "/imagine forbidden fox")

    scene.aside(name, "Not drawn")


def test_a_persons_locale_is_asked_for_once(scene: Scene) -> None:
    name = scene.newcomer("ko-KR")
    scene.slack.command(name, "general", "/imagine help")
    scene.aside(name)
    for _ in range(3):
        scene.slack.command(name, "general", "/imagine help")

    scene.slack.wait_for(lambda: len(scene.asides(name)) == 4, 10, "four answers")
    assert len(scene.slack.calls("users.info")) == 1


def test_a_locale_is_asked_for_again_after_a_day_and_a_new_process_knows_it_meanwhile(
    scene: Scene, tmp_path: object
) -> None:
    clock = Clock()
    database = Database(f"sqlite:///{tmp_path}/people.sqlite")
    database.create_tables()
    person = Person(team_id=TEAM, user_id="U0MINJI001")

    def new_process() -> Languages:
        locales = Locales(database, clock=clock)
        return Languages(
            slack=scene.bot.services.slack,
            locales=locales,
            preferences=scene.bot.services.preferences,
            default="en",
        )

    asked = scene.slack.calls
    assert new_process().known(person) is None
    assert new_process().words_of(person).language == "ko"
    assert new_process().words_of(person).language == "ko"
    assert len(asked("users.info")) == 1
    clock.now += LOCALE_SECONDS + 1
    assert new_process().words_of(person).language == "ko"
    assert len(asked("users.info")) == 2
    database.dispose()


def test_slack_that_does_not_tell_the_locale_is_no_obstacle(scene: Scene) -> None:
    scene.slack.fail("users.info", "internal_error", times=5)
    name = scene.newcomer("ko-KR")
    scene.slack.command(name, "general", "/imagine help")

    scene.aside(name, "--no")


def test_an_emoji_and_a_right_to_left_prompt_arrive_as_typed(scene: Scene) -> None:
    prompt = "ثعلب أحمر 🦊👩‍👩‍👧 여우 „Fuchs“"
    scene.slack.command("ada", "general", f"/imagine {prompt}")
    scene.agree("ada")

    assert "🦊👩‍👩‍👧 여우" in said(scene.picture())
    assert "ثعلب" in scene.drawn()[0]["prompt"]
