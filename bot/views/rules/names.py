"""What rules, models and kinds of pictures are called."""

from collections.abc import Iterable

from bot.locale import Words, msgid
from titan_core.catalog import MODELS
from titan_core.tasks import TASKS

LABELS = {
    "limits": msgid("Limits"),
    "timezone": msgid("Time zone"),
    "is_stopped": msgid("Drawing is stopped for everyone"),
    "channels": msgid("Pictures only in these channels"),
    "closed_channels": msgid("No pictures in these channels"),
    "people": msgid("Only these people draw"),
    "closed_people": msgid("These people don't draw"),
    "refused_words": msgid("Words that no prompt may hold"),
    "unwanted": msgid("Always kept out of pictures"),
    "models": msgid("Only these models draw"),
    "tasks": msgid("Only these kinds of drawing"),
    "guests": msgid("Guests may draw"),
    "external": msgid("People of other workspaces may draw"),
    "retention_days": msgid("Days that prompts and pictures are kept"),
    "review_channel": msgid("Channel where each picture waits for approval"),
    "admins_channel": msgid("Channel where admins are asked"),
    "is_reviewed": msgid("Pictures of this channel wait for approval"),
}
_TASKS = {
    "TextToImage": msgid("Drawing from words"),
    "Inpainting": msgid("Changing a part of a picture"),
    "Outpainting": msgid("Extending a picture"),
    "ImageVariation": msgid("Variations of a picture"),
    "ColorGuidedGeneration": msgid("Drawing in given colours"),
    "BackgroundRemoval": msgid("Cutting out the background"),
    "Upscale": msgid("Enlarging"),
    "SearchAndReplace": msgid("Replacing one thing"),
    "SearchAndRecolor": msgid("Recolouring one thing"),
    "Erase": msgid("Erasing a part"),
    "SketchControl": msgid("Drawing from a sketch"),
    "StructureControl": msgid("Drawing with a picture's structure"),
    "StyleGuide": msgid("Drawing in a picture's style"),
    "StyleTransfer": msgid("Giving a picture another's style"),
}

Option = tuple[str, str]  # value, text


def label(rule: str, words: Words) -> str:
    """A rule as people know it; its own name for one that a newer release has written."""
    return words(LABELS[rule]) if rule in LABELS else rule


def task_options(words: Words) -> list[Option]:
    return [(task.__name__, task_name(task.__name__, words)) for task in TASKS]


def model_options(chosen: Iterable[str]) -> list[Option]:
    """Those that are offered still, and those that are chosen."""
    kept = frozenset(chosen)
    return [(model.model_id, model.title) for model in MODELS if not model.is_retired or model.model_id in kept]


def task_name(task: str, words: Words) -> str:
    return words(_TASKS[task]) if task in _TASKS else task


def model_name(model_id: str) -> str:
    return next((model.title for model in MODELS if model.model_id == model_id), model_id)
