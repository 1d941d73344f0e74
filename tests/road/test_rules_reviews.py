"""The review channel: nobody else sees a picture before a member of it has approved it; then it is shown once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.jobs import names
from bot.privacy.wish import Wish, WishKind
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.store.people import Person
from bot.store.preferences import ChannelPreferences
from bot.views.buttons import APPROVE_PICTURE, CANCEL, POST, REJECT_PICTURE
from bot.views.reviews import REASON
from tests.road.hands import more, send, view_says
from tests.road.scenes import TEAM, WAIT_SECONDS, Json, Scene, alt_texts, images, said

REVIEWS_CHANNEL = "C0CONCEPT1"
GENERAL = "C0GENERAL1"
OLGA = "U0OLGA0001"


@pytest.fixture(autouse=True)
def reviewed(scene: Scene) -> Iterator[None]:
    scene.slack.configure(tiers=False)
    scene.meet("olga", "ada")
    scene.bot.services.preferences.keep(TEAM, REVIEWS_CHANNEL, ChannelPreferences())  # a dialogue lets it speak Korean
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
    request, told = waiting(scene, "a fox withdrawn"), scene.aside("ada", "waits for approval")
    scene.slack.fail("chat.update", "429", seconds=2)  # so long the reviewers still see buttons
    scene.slack.press("ada", told, CANCEL)
    scene.slack.press("olga", request, APPROVE_PICTURE)
    scene.aside("ada", "Withdrawn: nobody will see it")
    scene.aside("olga", "Too late")
    scene.bot.settle()

    assert scene.slack.messages("general") == []
    assert (state(scene), noted(scene, scene.job()["id"])) == ("cancelled", [])


def test_several_pictures_are_approved_together_and_what_is_made_of_them_waits_again(scene: Scene) -> None:
    request = waiting(scene, "two foxes --n 2", "ben")
    assert "asked for these 2 pictures" in said(request)
    assert alt_texts(request) == ["two foxes. 2 AI-generated pictures, numbered"]
    scene.slack.press("olga", request, APPROVE_PICTURE)
    sheet = scene.picture()

    scene.slack.press("ben", sheet, "pick_picture_1")
    picked = scene.picture("general", sheet["ts"])
    scene.slack.press("ben", picked, "reroll_picture")
    scene.slack.wait_for(lambda: state(scene) == "reviewing", WAIT_SECONDS, "a second review")
    scene.bot.settle()
    assert len([*shown(scene), *scene.pictures("general", sheet["ts"])]) == 2


def test_a_private_preview_waits_too_and_is_posted_without_a_second_review(scene: Scene) -> None:
    request = waiting(scene, "a fox in private --private")
    assert not [it for it in scene.slack.direct_messages("ada") if images(it)]
    scene.slack.press("olga", request, APPROVE_PICTURE)

    scene.slack.press("ada", scene.direct_picture("ada"), POST)
    assert "a fox in private" in said(scene.picture())


def test_what_was_cancelled_while_it_was_drawn_is_not_kept_where_pictures_are_reviewed(scene: Scene) -> None:
    scene.bedrock.change(latency=0.5)
    scene.slack.command("ada", "general", "/imagine a fox cancelled")
    scene.slack.wait_for(lambda: scene.bedrock.totals["in_flight"] == 1, WAIT_SECONDS, "a draw under way")
    scene.bot.services.jobs.cancel_drawing(scene.job()["id"], "U0ADA00001")
    scene.bot.settle()

    assert state(scene) == "cancelled"
    assert scene.bot.rows("SELECT * FROM imagine_pictures WHERE job_id = :job", job=scene.job()["id"]) == []


def test_a_channels_own_rule_comes_before_the_workspaces_and_what_waits_still_needs_a_decision(scene: Scene) -> None:
    request = waiting(scene, "a fox still waiting")
    scene.bot.services.rules.keep(TEAM, GENERAL, ChannelRules(is_reviewed=False), by=OLGA)
    scene.slack.command("ada", "general", "/imagine a fox at once")
    assert "a fox at once" in said(scene.picture())

    scene.bot.settle()
    assert len(shown(scene)) == 1
    scene.slack.press("olga", request, APPROVE_PICTURE)
    scene.pictures(count=2)


def test_approved_days_later_when_the_placeholder_was_deleted_it_is_posted_anew(scene: Scene) -> None:
    request = waiting(scene, "a fox without a place")
    (placeholder,) = scene.slack.messages("general")
    client = scene.bot.services.slack
    client.call(TEAM, "chat.delete", channel=GENERAL, ts=placeholder["ts"])
    scene.slack.press("olga", request, APPROVE_PICTURE)

    assert scene.picture()["ts"] != placeholder["ts"]


def test_where_the_reviewers_cant_be_asked_admins_hear_so_once_and_it_waits_until_they_can(scene: Scene) -> None:
    set_channel(scene, "C0NOWHERE1")
    for prompt in ("a fox nobody reviews", "another one"):
        scene.slack.command("ada", "general", f"/imagine {prompt}")
    scene.aside("ada", "waits for approval")
    direct(scene, "olga", "can't show them in <#C0NOWHERE1>")
    scene.bot.settle()
    assert len([it for it in scene.slack.direct_messages("olga") if "C0NOWHERE1" in said(it)]) == 1
    assert shown(scene) == []

    set_channel(scene, REVIEWS_CHANNEL)
    (job,) = scene.jobs_saying("a fox nobody reviews")
    scene.bot.services.errands.begin(names.REVIEW, f"{job['id']}:review:99", {"job_id": job["id"], "attempt": 99})
    scene.slack.press("olga", in_reviews(scene, "a fox nobody reviews"), APPROVE_PICTURE)
    assert "a fox nobody reviews" in said(scene.picture())


def test_whoever_is_no_member_of_the_channel_decides_nothing(scene: Scene) -> None:
    request = waiting(scene, "a fox and a stranger")
    workspace = scene.slack.workspace
    with workspace.lock:
        stranger = replace(workspace.user("ben"), id="U0STRANGE1", name="stranger")
        workspace.users[stranger.id] = stranger
    scene.meet("stranger")
    scene.slack.press("stranger", request, APPROVE_PICTURE)
    scene.bot.settle()

    assert state(scene) == "reviewing"


def test_erasing_ones_data_takes_away_what_waits(scene: Scene) -> None:
    who = scene.newcomer()
    scene.meet(who)
    request = waiting(scene, "a secret that waits", who)
    person = Person(team_id=TEAM, user_id=scene.slack.workspace.user(who).id)
    wish = Wish(id=f"erase:{who}", kind=WishKind.ERASE, person=person, at=time.time())
    scene.bot.services.errands.begin(names.WISH, wish.id, wish.to_json())
    direct(scene, who, "Your data is erased")
    scene.bot.settle()

    assert "a secret that waits" not in str([*scene.slack.messages("concept-art"), *scene.slack.messages("general")])
    assert scene.slack.messages("general") == []
    assert images(request)[0]["slack_file"]["id"] not in scene.slack.workspace.files
    assert scene.jobs_saying("a secret that waits") == []


def test_a_picture_that_was_never_approved_is_not_sent_to_where_pictures_are_reviewed(scene: Scene) -> None:
    own = ChannelRules(is_reviewed=False)
    scene.bot.services.rules.keep(TEAM, GENERAL, own, by=OLGA)
    scene.slack.command("ada", "general", "/imagine a fox unseen by reviewers")
    more(scene, scene.picture())
    send(scene, "C0DESIGN01")

    view_says(scene, "this one never did", "ada")
    assert shown(scene, "design") == []
