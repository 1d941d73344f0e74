"""The second checkpoint of a draw: what is on disk whole counts, what is not does not."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.jobs.outcome import Drawn, NotDrawn, Outcome, from_json, to_json
from bot.store.artifacts import Artifacts, Part
from bot.store.bucket import Address, Bucket, BucketError, BucketUnreachableError, address_of
from bot.store.folder import Folder
from bot.store.keeping import Keeper
from sandbox.app_process import free_port
from tests.s3 import KEYS, S3Server, s3_server
from titan_core.retries import RetryPolicy
from titan_core.settings import BedrockSettings

DAY = 86_400.0
_SHORT = RetryPolicy(first_seconds=0.01, longest_seconds=0.02, patience_seconds=0.05)


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def bucket(s3: S3Server) -> Iterator[Bucket]:
    found = Bucket(Address(bucket=s3.new_bucket(), prefix="here/"), s3.aws(), patience=_SHORT)
    yield found
    found.close()


@pytest.fixture(params=["folder", "bucket"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Keeper:
    found: Keeper = Folder(tmp_path) if request.param == "folder" else request.getfixturevalue("bucket")
    return found


@pytest.fixture
def artifacts(keeper: Keeper) -> Artifacts:
    return Artifacts(keeper)


def names(artifacts: Artifacts) -> dict[str, list[str]]:
    return {job_id: sorted(kept.file for kept in files) for job_id, files in artifacts.jobs()}


def part(index: int) -> Part:
    return Part(index=index, file=f"{index}.png", width=64, height=48, seed=7 + index, model_id="model")


def test_parts_come_back_by_index_and_whole(artifacts: Artifacts) -> None:
    for index in (2, 0, 10, 1):
        artifacts.put_part("job", part(index), b"picture")

    assert [it.index for it in artifacts.parts("job")] == [0, 1, 2, 10]
    assert artifacts.read("job", "0.png") == b"picture"


def test_a_job_that_was_never_drawn_has_nothing(artifacts: Artifacts) -> None:
    assert artifacts.parts("job") == ()
    assert artifacts.manifest("job") is None


def test_a_picture_without_its_note_does_not_count(artifacts: Artifacts) -> None:
    artifacts.put_part("job", part(0), b"picture")
    artifacts.put_file("job", "1.png", b"a picture whose worker died")

    assert [it.index for it in artifacts.parts("job")] == [0]


def test_the_manifest_is_not_a_picture(artifacts: Artifacts) -> None:
    artifacts.put_part("job", part(0), b"picture")
    artifacts.put_manifest("job", {"kind": "drawn"})

    assert artifacts.manifest("job") == {"kind": "drawn"}
    assert len(artifacts.parts("job")) == 1


def test_written_again_it_is_replaced_and_leaves_no_temporary_file(artifacts: Artifacts) -> None:
    for data in (b"first", b"second"):
        artifacts.put_part("job", part(0), data)

    assert artifacts.read("job", "0.png") == b"second"
    assert names(artifacts) == {"job": ["0.json", "0.png"]}


def test_a_file_is_read_whole_or_opened_or_measured_and_what_is_not_there_is_none(artifacts: Artifacts) -> None:
    artifacts.put_file("job", "0.png", b"a picture")

    with artifacts.open("job", "0.png") as file:
        assert (file.seek(0, 2), file.seek(0), file.read()) == (9, 0, b"a picture")
    assert (artifacts.size("job", "0.png"), artifacts.read("job", "0.png")) == (9, b"a picture")
    assert (artifacts.size("job", "1.png"), artifacts.read("job", "1.png")) == (None, None)
    with pytest.raises(FileNotFoundError), artifacts.open("job", "1.png"):
        pass


def test_deleting_takes_what_shows_something_and_dropping_takes_all(artifacts: Artifacts) -> None:
    for job_id in ("one", "two", "three"):
        artifacts.put_part(job_id, part(0), b"picture")
        artifacts.put_file(job_id, "sheet.jpg", b"sheet")
    artifacts.delete("one", "0.png")
    artifacts.delete("one", "never.png")
    artifacts.delete_all("two")
    artifacts.drop("three")
    artifacts.drop("never")

    assert names(artifacts) == {"one": ["0.json", "sheet.jpg"], "two": ["0.json"]}


def test_what_nobody_used_since_goes_and_its_note_stays(artifacts: Artifacts) -> None:
    artifacts.put_part("job", part(0), b"picture")
    ((_, files),) = artifacts.jobs()

    assert artifacts.drop_unused("job", files, files[0].used_at - 60) == 0
    assert artifacts.drop_unused("job", files, files[0].used_at + 60) == 1
    assert (artifacts.has("job", "0.png"), names(artifacts)) == (False, {"job": ["0.json"]})


def test_a_folders_file_that_is_asked_for_counts_as_used(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("job", "0.png", b"picture")
    os.utime(tmp_path / "job" / "0.png", (0, 0))
    assert folder.use("job", "0.png")

    assert [kept.used_at > time.time() - DAY for kept in folder.files("job")] == [True]


def test_a_buckets_object_that_is_asked_for_is_renewed_once_a_day(s3: S3Server) -> None:
    name = s3.new_bucket()
    now = [time.time()]
    bucket = Bucket(Address(bucket=name, prefix=""), s3.aws(), clock=lambda: now[0])
    bucket.put("job", "0.png", b"picture")
    (first,) = bucket.files("job")
    assert bucket.use("job", "0.png")
    assert bucket.files("job") == [first], "young: nothing is written"
    now[0] += 2 * DAY
    time.sleep(1.1)  # S3's times have whole seconds
    assert bucket.use("job", "0.png")

    (renewed,) = bucket.files("job")
    assert renewed.used_at > first.used_at
    assert bucket.get("job", "0.png") == b"picture"
    bucket.close()


def test_a_bucket_lists_more_than_a_page_and_leaves_what_isnt_its_own_alone(s3: S3Server) -> None:
    name, s3_client = s3.new_bucket(), s3.client()
    for number in range(23):
        s3_client.put_object(Bucket=name, Key=f"here/job{number // 2:04}/{number % 2}.png", Body=b"x")
    for foreign in ("elsewhere/job/0.png", "here/note.txt", "here/a/b/c.png"):
        s3_client.put_object(Bucket=name, Key=foreign, Body=b"x")
    s3_client.close()
    bucket = Bucket(address_of(f"s3://{name}/here/"), s3.aws(), at_once=10)

    jobs = dict(bucket.jobs())
    assert (len(jobs), sum(map(len, jobs.values()))) == (12, 23)
    bucket.close()


def test_nothing_in_a_bucket_is_for_the_world(bucket: Bucket, s3: S3Server) -> None:
    bucket.put("job", "0.png", b"picture")
    s3_client, name = s3.client(), f"imagine-tests-{s3.buckets}"
    grants = s3_client.get_object_acl(Bucket=name, Key="here/job/0.png")["Grants"]
    s3_client.close()

    assert [grant["Grantee"].get("URI") for grant in grants] == [None]


def test_a_bucket_that_isnt_there_says_so_at_once(s3: S3Server) -> None:
    bucket = Bucket(Address(bucket="nobody-has-made-me", prefix=""), s3.aws())
    with pytest.raises(BucketError) as refused:
        bucket.prove()

    assert (refused.value.code, isinstance(refused.value, BucketUnreachableError)) == ("NoSuchBucket", False)
    bucket.close()


def test_a_bucket_out_of_reach_is_asked_again_for_as_long_as_patience_lasts() -> None:
    nobody = BedrockSettings(aws={"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{free_port()}", **KEYS})
    bucket = Bucket(Address(bucket="gone", prefix=""), nobody, patience=_SHORT)
    with pytest.raises(BucketUnreachableError):
        bucket.get("job", "0.png")
    bucket.close()


def test_a_bucket_can_be_proved(bucket: Bucket) -> None:
    bucket.prove()

    assert list(bucket.jobs()) == []


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
