"""One task while it is being drawn: what there is already, what is missing, what it cost."""

import copy
from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal

from titan_core.calling import Answer, Billed, OnRequest, Request
from titan_core.catalog import price_of
from titan_core.errors import ContentFilteredError, PassedOver, TitanCoreError
from titan_core.families.family import Call
from titan_core.pictures import Picture
from titan_core.results import Loss, Result
from titan_core.roads import Detour, Road
from titan_core.tasks import Task

OnPicture = Callable[[Picture], None]


class Drawing:
    """Used by the thread that called `generate` alone; the threads it starts hand their pictures back to it."""

    def __init__(
        self, task: Task, already: Collection[int], on_picture: OnPicture | None, on_request: OnRequest
    ) -> None:
        self.task = task
        self._already = frozenset(already)
        self._on_picture = on_picture
        self._on_request = on_request
        self._pictures: dict[int, Picture] = {}
        self._withheld: set[int] = set()
        self._refusal: ContentFilteredError | None = None
        self._request_ids: list[str] = []
        self._price = Decimal(0)
        self._road: Road | None = None

    def lacks(self, call: Call) -> bool:
        """Whether a call would draw anything that isn't there yet, or refused."""
        return not self._settled.issuperset(call.indices)

    def requests(self, road: Road | Detour) -> Callable[[Call], Billed]:
        """What tells of the requests on a road."""

        def begin(call: Call) -> Billed:
            is_detour, pictures = isinstance(road, Detour), len(call.indices)
            return self._on_request(Request(model=road.model, task=road.task, pictures=pictures, is_detour=is_detour))

        return begin

    @property
    def is_missing_any(self) -> bool:
        return not self._settled.issuperset(range(self.task.number_of_images))

    @property
    def _settled(self) -> set[int]:
        return {*self._already, *self._pictures, *self._withheld}

    def set_out(self, road: Road) -> None:
        """Note who is asked next, as long as nobody has drawn anything."""
        if not self._pictures:
            self._road = road

    def pass_through(self, answer: Answer, detour: Detour) -> Picture:
        """Note what a call came to whose picture is only for the next one, and give that picture."""
        self._price += price_of(detour.model, detour.task)
        self._request_ids += [answer.request_id] if answer.request_id else []
        return answer.drawn.pictures[0]

    def take(self, answer: Answer, call: Call, road: Road) -> None:
        """Keep what a call drew and report what is new of it. All of it was billed."""
        drawn, request_id, self._road = answer.drawn, answer.request_id, road
        self._price += price_of(road.model, road.task) * len(drawn.pictures)
        self._request_ids += [request_id] if request_id else []
        self._withheld |= set(call.indices[len(drawn.pictures) :]) - self._already
        for picture in drawn.pictures:
            if picture.index not in self._already:
                self._pictures[picture.index] = picture
                if self._on_picture:
                    self._on_picture(picture)

    def refuse(self, refusal: ContentFilteredError, call: Call) -> None:
        self._refusal = refusal
        self._withheld |= set(call.indices) - self._already
        self._request_ids += [refusal.request_id] if refusal.request_id else []

    def part(self, failure: TitanCoreError) -> Result | None:
        """What there is although the rest failed; None if that is nothing."""
        if self._road is None or not (self._pictures or self._already):
            return None
        return replace(self.result(self._road, ()), failure=copy.copy(failure))

    def result(self, road: Road, passed_over: tuple[PassedOver, ...]) -> Result:
        """Raises ContentFilteredError if the filter left nothing at all."""
        if self._refusal and not self._pictures and not self._already:
            raise self._refusal
        return Result(
            pictures=tuple(self._pictures[index] for index in sorted(self._pictures)),
            model=road.model,
            losses=tuple(loss for loss in road.losses if not self._made_good(loss)),
            passed_over=passed_over,
            withheld=len(self._withheld),
            request_ids=tuple(self._request_ids),
            price_usd=self._price,
        )

    def _made_good(self, loss: Loss) -> bool:
        """A size that couldn't be asked for, and came out right all the same."""
        sizes = {(picture.width, picture.height) for picture in self._pictures.values()}
        asked = getattr(self.task, "size", None)
        return loss.field == "size" and asked is not None and sizes == {(asked.width, asked.height)}
