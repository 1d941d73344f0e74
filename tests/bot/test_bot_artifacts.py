"""The second checkpoint of a draw: what is on disk whole counts, what is not does not."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.jobs.outcome import Drawn, NotDrawn, Outcome, from_json, to_json
from bot.store.artifacts import Artifacts, Part


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return Artifacts(tmp_path)


def part(index: int) -> Part:
    return Part(index=index, file=f"{index}.png", width=64, height=48, seed=7 + index, model_id="model")


def test_parts_come_back_by_index_and_whole(artifacts: Artifacts) -> None:
    for index in (2, 0, 10, 1):
        artifacts.put_part("job", part(index), b"picture")

    assert [it.index for it in artifacts.parts("job")] == [0, 1, 2, 10]
    assert artifacts.path("job", "0.png").read_bytes() == b"picture"


def test_a_job_that_was_never_drawn_has_nothing(artifacts: Artifacts) -> None:
    assert artifacts.parts("job") == ()
    assert artifacts.manifest("job") is None


def test_a_picture_without_its_note_does_not_count(artifacts: Artifacts) -> None:
    artifacts.put_part("job", part(0), b"picture")
    artifacts.path("job", "1.png").write_bytes(b"half a pict")

    assert [it.index for it in artifacts.parts("job")] == [0]


def test_the_manifest_is_not_a_picture(artifacts: Artifacts) -> None:
    artifacts.put_part("job", part(0), b"picture")
    artifacts.put_manifest("job", {"kind": "drawn"})

    assert artifacts.manifest("job") == {"kind": "drawn"}
    assert len(artifacts.parts("job")) == 1


def test_written_again_it_is_replaced_and_leaves_no_temporary_file(artifacts: Artifacts, tmp_path: Path) -> None:
    for data in (b"first", b"second"):
        artifacts.put_part("job", part(0), data)

    assert artifacts.path("job", "0.png").read_bytes() == b"second"
    assert sorted(path.name for path in (tmp_path / "job").iterdir()) == ["0.json", "0.png"]


def test_pictures_of_many_jobs_are_written_side_by_side(artifacts: Artifacts) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: artifacts.put_part(f"job{n % 4}", part(n), b"x" * 10_000), range(40)))

    assert [len(artifacts.parts(f"job{n}")) for n in range(4)] == [10] * 4


@pytest.mark.parametrize(
    "outcome",
    [
        Drawn(
            parts=(part(0), part(1)),
            model_id="model",
            model_title="Model",
            losses=(("size", "1", "2"),),
            withheld=1,
            price_usd="0.08",
        ),
        NotDrawn(refused=True, code="content_filtered", values={"where": "prompt"}, reference="ab12cd34"),
    ],
    ids=["drawn", "not drawn"],
)
def test_an_outcome_survives_its_checkpoint(artifacts: Artifacts, outcome: Outcome) -> None:
    artifacts.put_manifest("job", to_json(outcome))

    manifest = artifacts.manifest("job")
    assert manifest
    assert from_json(manifest) == outcome
