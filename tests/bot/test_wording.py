"""The words of a job: English for the model, asked for once, the same in all that is made of the picture."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.locale import LANGUAGES, words_for
from bot.orders.offers import Offer
from bot.orders.order import Action, Order, Source
from bot.store.artifacts import Artifacts
from bot.store.database import Database
from bot.store.folder import Folder
from bot.store.jobs import Jobs, State
from bot.store.pictures import PictureId, StoredPicture
from bot.translation.amazon import AmazonTranslate
from bot.translation.wording import Wording, Wordings, shown_english
from bot.views.notices.untranslated import untranslated_lines
from bot.views.parameters import parameters_view
from bot.views.result import PROMPT_LIMIT, picture_message
from bot.views.text import clip
from sandbox.slack.block_kit import check_blocks
from sandbox.translate import TranslateSandbox
from tests.bot.job_rows import add, job
from titan_core.parameters import asked_of
from titan_core.tasks import SearchAndReplace, TextToImage

VIEW_BYTES = 250_000  # of JSON, what Slack takes
FOX = "눈 속의 붉은 여우"


@dataclass
class Desk:
    """Wordings of jobs in a folder."""

    database: Database
    jobs: Jobs
    wordings: Wordings

    def word(self, order: Order) -> tuple[str, Wording]:
        """A new job's words; its id."""
        asked = job(request=order.to_json())
        add(self.database, asked)
        return asked.id, self.wordings.of(asked, order)

    def again(self, job_id: str, order: Order) -> Wording:
        return self.wordings.of(self.jobs.get(job_id), order)

    def drawn(self, order: Order) -> PictureId:
        """A job that was drawn with its wording."""
        asked = job(request=order.to_json(), state=State.DELIVERED)
        wording = self.wordings.of(asked, order)
        add(self.database, replace(asked, outcome={"kind": "drawn", "translated": dict(wording.translated)}))
        return PictureId(job_id=asked.id, index=0)


@pytest.fixture
def desk(database: Database, jobs: Jobs, tmp_path: Path, amazon: AmazonTranslate) -> Desk:
    artifacts = Artifacts(Folder(tmp_path / "artifacts"))
    return Desk(database, jobs, Wordings(jobs=jobs, artifacts=artifacts, service=amazon))


def order(prompt: str = FOX, negative: str = "", **more: Any) -> Order:  # noqa: ANN401  # Order's own
    return Order.of(TextToImage(prompt=prompt, negative_prompt=negative), **more)


def replacing(search: str, by: str) -> Order:
    asked: Mapping[str, str] = {"task": SearchAndReplace.__name__, "search_prompt": search, "prompt": by}
    source = Source(picture=PictureId(job_id="0123456789ab", index=0))
    return Order(asked=asked, sources={"image": source}, action=Action.REPLACE, about=f"{FOX}, {by}")


class TestAJob:
    def test_every_text_that_a_model_reads_is_english_and_the_order_keeps_its_own(self, desk: Desk) -> None:
        written = order(negative="사람들", otherwise=asked_of(TextToImage(prompt="바다")))
        _, wording = desk.word(written)
        drawn = wording.of(written)

        assert (drawn.prompt, drawn.negative_prompt) == ("snow inside red fox", "people")
        assert drawn.words_only().prompt == "sea"
        assert written.prompt == FOX
        assert shown_english(written, wording.translated) == "snow inside red fox"

    def test_words_of_a_change_are_translated_and_what_is_seen_is_not_sent(
        self, desk: Desk, translate: TranslateSandbox
    ) -> None:
        written = replacing("여우", "고양이")
        _, wording = desk.word(written)

        assert wording.of(written).asked["search_prompt"] == "fox"
        assert shown_english(written, wording.translated) == "fox, cat"
        assert [call["text"] for call in translate.calls] == ["고양이", "여우"]

    def test_english_is_drawn_as_written_and_nothing_is_shown_beside_it(self, desk: Desk) -> None:
        written = order("A red fox,  in Snow")
        _, wording = desk.word(written)

        assert wording == Wording()
        assert shown_english(written, wording.translated) == ""

    def test_a_job_that_is_begun_again_is_not_translated_again(self, desk: Desk, translate: TranslateSandbox) -> None:
        job_id, first = desk.word(order())
        translate.fault_next("AccessDeniedException")

        assert desk.again(job_id, order()) == first
        assert len(translate.calls) == 1

    def test_what_failed_stays_failed_for_the_same_job(self, desk: Desk, translate: TranslateSandbox) -> None:
        translate.fault_next("AccessDeniedException")
        job_id, first = desk.word(order())

        assert first == desk.again(job_id, order()) == Wording(untranslated="no_access")

    def test_after_one_refusal_the_other_texts_are_not_asked_for(self, desk: Desk, translate: TranslateSandbox) -> None:
        translate.fault_next("AccessDeniedException", 5)
        _, wording = desk.word(order(negative="사람들"))

        assert wording.of(order(negative="사람들")).negative_prompt == "사람들"
        assert len(translate.calls) == 1

    def test_english_that_is_longer_than_a_prompt_may_be_is_not_drawn(self, desk: Desk) -> None:
        _, wording = desk.word(order("수채화 " * 2_400))

        assert wording == Wording(untranslated="too_long")

    def test_what_is_made_of_a_picture_is_drawn_from_the_same_english(
        self, desk: Desk, translate: TranslateSandbox
    ) -> None:
        parent = desk.drawn(order())
        translate.fault_next("AccessDeniedException")
        _, wording = desk.word(order(parent=parent, action=Action.REROLL))

        assert wording.of(order()).prompt == "snow inside red fox"
        assert wording.untranslated == ""
        assert len(translate.calls) == 1

    def test_only_what_was_added_is_translated(self, desk: Desk, translate: TranslateSandbox) -> None:
        parent = desk.drawn(order())
        longer = order(f"{FOX}, 빨간 모자", parent=parent, action=Action.ITERATE)
        _, wording = desk.word(longer)

        assert wording.of(longer).prompt == "snow inside red fox, red hat"
        assert [call["text"] for call in translate.calls] == [FOX, "빨간 모자"]

    def test_english_is_handed_on_through_a_change_that_does_not_say_it(
        self, desk: Desk, translate: TranslateSandbox
    ) -> None:
        changed = desk.drawn(replace(replacing("여우", "고양이"), parent=desk.drawn(order())))
        translate.reset()
        _, wording = desk.word(order(parent=changed))

        assert wording.of(order()).prompt == "snow inside red fox"
        assert translate.calls == []

    def test_where_translation_is_off_only_what_was_translated_before_is_english(
        self, desk: Desk, translate: TranslateSandbox
    ) -> None:
        parent = desk.drawn(order())
        desk.wordings = replace(desk.wordings, service=None)
        _, fresh = desk.word(order("바다"))
        _, derived = desk.word(order(f"{FOX}, 바다", parent=parent))

        assert fresh == Wording()
        assert derived.of(order(f"{FOX}, 바다")).prompt == "snow inside red fox, 바다"
        assert len(translate.calls) == 1


@pytest.mark.parametrize("english", ["a fox " * 2_000, "<!channel> *fox* `x`", "\u202eثعلب 👩\u200d🎨 " * 900])
def test_english_of_any_length_makes_views_that_slack_takes_and_acts_nowhere(english: str) -> None:
    written = order(f"여우{'🦊' * 9_998}", negative=f"개{'🦊' * 8_500}")
    outcome = {"kind": "drawn", "translated": {written.prompt: english, written.negative_prompt: english}}
    drawn = job(request=written.to_json(), outcome=outcome)
    picture = StoredPicture(
        id=PictureId(job_id=drawn.id, index=0), job=drawn, file="0.png", slack_file_id=None, width=1024, height=1024,
        seed=7, model_id="stability.stable-image-core-v1:1", drawn_at=1.0, deleted_at=None,
    )  # fmt: skip
    message = picture_message(picture, "F00000001", Offer(vary=True), words_for("ko"))
    view = parameters_view(picture, [picture], (), words_for("ko"))

    check_blocks(message["blocks"], limit=50, is_file_ready=lambda _file: True)
    check_blocks(view["blocks"], limit=100, is_file_ready=lambda _file: True)
    assert len(json.dumps(view)) < VIEW_BYTES
    assert {"type": "plain_text", "text": f"→ 영어: {clip(english, PROMPT_LIMIT)}", "emoji": False} in [
        element for block in message["blocks"] for element in block.get("elements", ())
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason", ["no_access", "no_credentials", "busy", "unreachable", "language", "too_long", "refused"]
)
def test_the_asker_hears_that_it_was_drawn_as_written_and_why(reason: str, language: str) -> None:
    words = words_for(language)

    assert len(set(untranslated_lines(reason, words))) == 2
    assert untranslated_lines("", words) == []
