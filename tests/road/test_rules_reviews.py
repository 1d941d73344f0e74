"""The review channel: nobody else sees a picture before a member of it has approved it; then it is shown once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.views.buttons import APPROVE_PICTURE, CANCEL, REJECT_PICTURE
from bot.views.reviews import REASON
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, alt_texts, images, said

REVIEWS_CHANNEL = "C0CONCEPT1"
GENERAL = "C0GENERAL1"
OLGA = "U0OLGA0001"


@pytest.fixture(autouse=True)
def reviewed(scene: Scene) -> Iterator[None]:
    scene.slack.configure(tiers=False)
    scene.meet("olga", "ada")
    set_channel(scene, REVIEWS_CHANNEL)
    yield
    scene.bot.settle()
    set_channel(scene, "")
    scene.bot.services.rules.keep(TEAM, GENERAL, ChannelRules(), by=OLGA)


def set_channel(scene: Scene, channel_id: str) -> None:
    scene.bot.services.rules.keep(TEAM, "", WorkspaceRules(review_channel=channel_id), by=OLGA)


def waiting(scene: Scene, line: str = "a red fox", user: str = "ada") -> Json:
    """Somebody asks; the message that asks the reviewers."""
    scene.slack.command(user, "general", f"/imagine {line}")
    prompt = line.partition(" --")[0]

    def found() -> list[Json]:
        return [it for it in scene.slack.messages("concept-art") if images(it) and prompt in said(it)]

    return scene.slack.wait_for(found, WAIT_SECONDS, "a picture for the reviewers")[-1]


def in_reviews(scene: Scene, saying: str) -> Json:
    def found() -> list[Json]:
        return [it for it in scene.slack.messages("concept-art") if saying in said(it)]

    return scene.slack.wait_for(found, WAIT_SECONDS, f"{saying!r} to the reviewers")[-1]


def direct(scene: Scene, user: str, saying: str) -> Json:
    def found() -> list[Json]:
        return [it for it in scene.slack.direct_messages(user) if saying in said(it)]

    return scene.slack.wait_for(found, WAIT_SECONDS, f"{saying!r} to {user}")[-1]


def rejected(scene: Scene, user: str, message: Json, reason: str = "") -> None:
    scene.slack.press(user, message, REJECT_PICTURE)
    scene.slack.wait_for(lambda: REASON in str(scene.slack.view(user)), WAIT_SECONDS, "the form")
    scene.slack.submit_view(user, {REASON: reason})


def shown(scene: Scene, channel: str = "general") -> list[Json]:
    return [it for it in scene.slack.messages(channel) if images(it)]


def state(scene: Scene) -> str:
    return str(scene.job()["state"])


def noted(scene: Scene, job_id: str) -> list[tuple[str, str]]:
    found = scene.bot.services.audit.newest(TEAM, count=20)
    return [(it.what, it.by) for it in found if it.about == job_id]


def test_nobody_else_sees_a_picture_before_it_is_approved_and_then_it_stands_where_it_was_asked_for(
    scene: Scene,
) -> None:
    request = waiting(scene, "a fox for approval")
    scene.aside("ada", "waits for approval")
    assert "waits for approval" in said(scene.slack.messages("general")[-1])
    assert shown(scene) == []
    for part in ("<@U0ADA00001> asked for this picture", "a fox for approval", "$0.04", f"<#{GENERAL}>"):
        assert part in said(request)
    assert alt_texts(request) == ["a fox for approval. AI-generated picture"]
    assert scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :job", job=scene.job()["id"]) == []

    scene.slack.press("olga", request, APPROVE_PICTURE)
    picture = scene.picture()
    assert len(scene.slack.messages("general")) == 1
    assert "a fox for approval" in said(picture)
    left = in_reviews(scene, "approved by <@U0OLGA0001>")
    assert not images(left)
    assert "a fox for approval" not in str(left)
    direct(scene, "ada", "Your picture was approved")
    assert (state(scene), noted(scene, scene.job()["id"])) == ("delivered", [("picture_approved", OLGA)])


def test_of_three_who_press_at_the_same_time_one_decides_and_it_is_shown_once(scene: Scene) -> None:
    reviewers = [scene.newcomer() for _ in range(3)]
    scene.meet(*reviewers)
    request = waiting(scene, "three reviewers")
    with ThreadPoolExecutor(3) as hands:
        list(hands.map(lambda who: scene.slack.press(who, request, APPROVE_PICTURE), reviewers))
    scene.bot.settle()

    assert len(shown(scene)) == 1
    assert sorted(len(scene.asides(who)) for who in reviewers) == [0, 1, 1]
    assert len(noted(scene, scene.job()["id"])) == 1


def test_a_rejected_picture_is_never_shown_and_its_asker_hears_why(scene: Scene) -> None:
    request = waiting(scene, "a fox rejected")
    file_id = images(request)[0]["slack_file"]["id"]
    rejected(scene, "olga", request, "Use the <!channel> stock *first*")

    told = direct(scene, "ada", "was not approved")
    assert "Use the <!channel> stock *first*" in [block.get("text", {}).get("text") for block in told["blocks"]]
    assert "<!channel>" not in told["text"]
    assert "$0.04" in said(told)
    scene.bot.settle()
    assert not images(in_reviews(scene, "rejected by <@U0OLGA0001>"))
    assert scene.slack.messages("general") == []
    assert file_id not in scene.slack.workspace.files
    assert not [path for path in (scene.bot.artifacts / scene.job()["id"]).glob("*") if path.suffix != ".json"]
    assert scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :job", job=scene.job()["id"]) == []
    assert (state(scene), noted(scene, scene.job()["id"])) == ("rejected", [("picture_rejected", OLGA)])


def test_its_asker_may_withdraw_it_while_it_waits_and_an_approval_comes_too_late(scene: Scene) -> None:
    request = waiting(scene, "a fox withdrawn")
    scene.slack.press("ada", scene.aside("ada", "waits for approval"), CANCEL)
    scene.aside("ada", "Withdrawn: nobody will see it")
    in_reviews(scene, "withdrawn")
    scene.slack.press("olga", request, APPROVE_PICTURE)
    scene.aside("olga", "Too late")
    scene.bot.settle()

    assert scene.slack.messages("general") == []
    assert (state(scene), noted(scene, scene.job()["id"])) == ("cancelled", [])
