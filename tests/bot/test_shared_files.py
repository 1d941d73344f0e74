"""Which shared files can go into a picture, by what Slack says of them."""

from dataclasses import asdict
from typing import Any

import pytest

from bot.orders.from_files import ACTIONS, made_of, shared_from_json
from bot.orders.order import Action, Order, Source
from bot.orders.shared_files import (
    LARGEST_FILE,
    Reason,
    SharedPicture,
    Unusable,
    chosen,
    file_ids,
    is_known,
    judged,
    refused,
)
from titan_core.errors import InvalidTaskError
from titan_core.tasks import MAX_MARGIN, Outpainting

THUMBS = {"thumb_360": "https://files.slack.com/a_360.png", "thumb_1024": "https://files.slack.com/a_1024.png"}
MEASURES = {"thumb_1024_w": 1024, "thumb_1024_h": 768, "original_w": 4032, "original_h": 3024}


def file(kind: str = "image/png", **more: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    return {"id": "F0000000001", "name": "cat.png", "user": "U0BEN00001", "mimetype": kind, "size": 1000, **more}


def judge(**more: Any) -> SharedPicture | Unusable:  # noqa: ANN401  # JSON
    return judged(file(**more), channel_id="C0GENERAL1", message_ts="1.0")


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp"])
def test_what_titan_core_reads_goes_in_untouched_with_its_credit(kind: str) -> None:
    found = judge(kind=kind, **MEASURES)

    assert isinstance(found, SharedPicture)
    assert (found.width, found.height) == (4032, 3024)
    assert found.source == Source(
        file_id="F0000000001", name="cat.png", user_id="U0BEN00001", channel_id="C0GENERAL1", message_ts="1.0"
    )


@pytest.mark.parametrize("kind", ["image/heic", "image/gif", "image/tiff", "image/avif", "image/svg+xml"])
def test_other_pictures_go_in_by_slacks_preview(kind: str) -> None:
    found = judge(kind=kind, **THUMBS, **MEASURES)

    assert isinstance(found, SharedPicture)
    assert found.source.thumbnail
    assert (found.width, found.height) == (1024, 768)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"kind": "application/pdf"}, Reason.NOT_A_PICTURE),
        ({"kind": "video/mp4", **THUMBS}, Reason.NOT_A_PICTURE),
        ({"kind": "image/heic"}, Reason.NO_PREVIEW),
        ({"size": LARGEST_FILE + 1}, Reason.TOO_LARGE),
        ({"mode": "tombstone"}, Reason.GONE),
        ({"mode": "hidden_by_limit"}, Reason.GONE),
        ({"mode": "external", "is_external": True}, Reason.ELSEWHERE),
        ({"file_access": "file_not_found"}, Reason.NOT_VISIBLE),
        ({"file_access": "access_denied"}, Reason.NOT_VISIBLE),
    ],
)
def test_what_can_not_be_used_says_why(more: dict[str, Any], reason: Reason) -> None:
    assert judge(**more) == Unusable(name="cat.png", reason=reason)


def test_a_large_photo_goes_in_by_its_preview_however_large_it_is() -> None:
    assert isinstance(judge(kind="image/heic", size=LARGEST_FILE * 3, **THUMBS), SharedPicture)


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ({}, True),
        ({"kind": ""}, False),
        ({"file_access": "check_file_info"}, False),
        ({"kind": "", "mode": "tombstone"}, True),
        ({"kind": "", "mode": "external"}, True),
    ],
)
def test_slack_is_asked_about_files_that_a_message_tells_too_little_of(more: dict[str, Any], known: bool) -> None:  # noqa: FBT001  # a table's column
    assert is_known(file(**more)) is known


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("file_not_found", Reason.NOT_VISIBLE),
        ("access_denied", Reason.NOT_VISIBLE),
        ("file_deleted", Reason.GONE),
        ("missing_scope", Reason.NO_SCOPE),
        ("something_new", Reason.NOT_VISIBLE),
    ],
)
def test_slacks_refusals_are_told_apart(code: str, reason: Reason) -> None:
    assert refused(code).reason is reason


def test_the_first_that_can_be_used_is_taken_else_the_first_reason() -> None:
    pdf, cat = judge(kind="application/pdf"), judge()

    assert chosen([pdf, cat]) == cat
    assert chosen([pdf, refused("file_deleted")]) == pdf
    assert chosen([]) is None


def test_files_of_a_message_are_shared_ones_and_those_in_its_blocks_each_once() -> None:
    message = {
        "files": [{"id": "F1"}, {"id": "F2"}, {}],
        "blocks": [
            {"type": "image", "slack_file": {"id": "F2"}},
            {"type": "image", "slack_file": {"id": "F3"}},
            {"type": "image", "image_url": "https://example.com/cat.png"},
            {"type": "section"},
        ],
    }

    assert file_ids(message) == ["F1", "F2", "F3"]
    assert file_ids({"files": None}) == []


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("words", ["a pencil drawing", "한글 — “x”"])
@pytest.mark.parametrize("size", [(0, 0), (1, 1), (20_000, 30)])
def test_each_action_makes_an_order_of_it(action: Action, words: str, size: tuple[int, int]) -> None:
    found = judge(original_w=size[0], original_h=size[1])
    assert isinstance(found, SharedPicture)
    order = made_of(found, action, words)

    assert order.action is action
    assert order.prompt == words
    assert list(order.sources.values()) == [found.source]
    assert Order.from_json(order.to_json()) == order
    task = order.sketch()
    if isinstance(task, Outpainting):
        assert len(task.margins) == 4
        assert max(task.margins.values()) <= MAX_MARGIN


def test_restyling_needs_words() -> None:
    found = judge()
    assert isinstance(found, SharedPicture)
    with pytest.raises(InvalidTaskError):
        made_of(found, Action.RESTYLE, "  ")


def test_a_picture_is_kept_as_json() -> None:
    found = judge(kind="image/heic", **THUMBS, **MEASURES)
    assert isinstance(found, SharedPicture)
    assert shared_from_json(asdict(found)) == found
