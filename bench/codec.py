"""`python -m bench.codec`: CPU that titan_core adds to one 1024x1024 picture, beside what any client must spend.

The floor is what no client of this contract gets round: `json.loads` and `b64decode` of the same answer; for a task
that sends a picture, also `b64encode` and `json.dumps` of the same request. The codec is encoding the task, decoding
the answer, reading the picture's header and writing the parameters into it; the aim is for that. The whole is
`ImageClient.generate` with a Bedrock that answers from memory: the codec, the choice of a model, a thread a call.
"""

import json
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from titan_core import BackgroundRemoval, ImageClient, InputPicture, TextToImage, find
from titan_core.bedrock import Reply
from titan_core.catalog import MODELS, Model
from titan_core.families import family_of
from titan_core.families.payload import read_json
from titan_core.tasks import Task

AIM = 1.15
ROUNDS = 60
SIDE = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """CPU in ms of one picture: of many turns the one that was disturbed least."""

    name: str
    floor: float
    codec: float
    whole: float

    @property
    def ratio(self) -> float:
        return self.codec / self.floor


class AnsweredFromMemory:
    """As much of Bedrock as ImageClient needs."""

    def __init__(self, payload: bytes) -> None:
        self._payload = payload

    def invoke(self, model_id: str, body: bytes, **_: object) -> Reply:
        assert model_id
        assert body
        return Reply(payload=self._payload, request_id="r-1")

    def close(self) -> None:
        pass


def picture() -> bytes:
    """A PNG of 1024x1024 with as much in it as a photograph."""
    file = BytesIO()
    Image.effect_noise((SIDE, SIDE), 90).convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()


def answer_with(data: bytes) -> bytes:
    return json.dumps({"seeds": [7], "finish_reasons": [None], "images": [b64encode(data).decode()]}).encode()


def measured(name: str, task: Task, model: Model, data: bytes, floor: Callable[[bytes], object]) -> Cost:
    """Turn by turn, so that whatever else the machine does hits all alike."""
    payload = answer_with(data)
    client = ImageClient(AnsweredFromMemory(payload), [model])
    works = (lambda: floor(payload), lambda: codec(task, model, payload), lambda: whole(client, task))
    spent = [[_cpu_ms(work) for work in works] for _ in range(ROUNDS)]
    best = [min(times) for times in zip(*spent, strict=True)]
    return Cost(name=name, floor=best[0], codec=best[1], whole=best[2])


def _cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def codec(task: Task, model: Model, payload: bytes) -> None:
    family = family_of(model)
    (call,) = family.calls(task, model, 7)
    assert json.dumps(call.body).encode()
    (picture,) = family.decode(read_json(payload, model.model_id), call, model).pictures
    assert picture.with_parameters(task).width == SIDE


def whole(client: ImageClient, task: Task) -> None:
    assert len(client.generate(task).pictures) == 1


def received() -> Cost:
    """A picture from words: nearly all of it is the answer."""
    task = TextToImage(prompt="a red fox in the snow", seed=7)
    return measured(
        "a picture from words",
        task,
        find("core"),
        picture(),
        lambda payload: b64decode(json.loads(payload)["images"][0]),
    )


def sent_and_received() -> Cost:
    """A picture cut out: one goes, one comes."""
    data = picture()

    def floor(payload: bytes) -> bytes:
        assert json.dumps({"image": b64encode(data).decode(), "output_format": "png"}).encode()
        return b64decode(json.loads(payload)["images"][0])

    task = BackgroundRemoval(image=InputPicture.read(data))
    return measured("a picture cut out", task, find("remove-background", MODELS), data, floor)


def report(costs: list[Cost]) -> str:
    lines = [f"{'ratio':>7}  {'codec ms':>8}  {'floor ms':>8}  {'whole ms':>8}  CPU of one 1024x1024 picture"]
    lines += [
        f"{cost.ratio:7.2f}  {cost.codec:8.2f}  {cost.floor:8.2f}  {cost.whole:8.2f}  {cost.name}" for cost in costs
    ]
    return "\n".join(
        [*lines, f"The least of {ROUNDS} turns each. The aim is a ratio, codec to floor, of at most {AIM}."]
    )


def main() -> int:
    costs = [received(), sent_and_received()]
    print(report(costs))
    return 0 if all(cost.ratio <= AIM for cost in costs) else 1


if __name__ == "__main__":
    sys.exit(main())
