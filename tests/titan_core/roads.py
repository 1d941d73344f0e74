"""Roads in tests: by a model's alias, and of the kind that the test is about."""

from titan_core import MODELS, Model, Task, UnsupportedError, find
from titan_core.roads import Road, find_road


def model(alias: str) -> Model:
    return find(alias, MODELS)


def road_of(task: Task, alias: str, **options: bool) -> Road:
    road = find_road(task, model(alias), **options)
    assert isinstance(road, Road), road
    return road


def refusal_of(task: Task, alias: str, **options: bool) -> UnsupportedError:
    refusal = find_road(task, model(alias), **options)
    assert isinstance(refusal, UnsupportedError)
    return refusal
