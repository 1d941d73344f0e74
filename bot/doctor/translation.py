"""Amazon Translate, where prompts shall go through it: whether it answers. Two characters are translated: $0.00003."""

from collections.abc import Iterator
from types import MappingProxyType

from bot.doctor.findings import Finding, fix, ok
from bot.settings import Settings
from bot.translation.amazon import AmazonTranslate, Reason, TranslationError

_TRIAL = "여우"  # a fox, in Korean
_RIGHTS = "translate:TranslateText and comprehend:DetectDominantLanguage"  # the second finds out the language
_OFF = "or write TRANSLATE=off into .env: prompts are then drawn as they are written"

_FAULTS: MappingProxyType[Reason, tuple[str, str]] = MappingProxyType(
    {
        "no_access": ("these credentials may not use it", f"Allow {_RIGHTS} to them in IAM"),
        "no_credentials": (
            "AWS takes no credentials for it",
            "Give the bot an access key or a profile (a Bedrock API key is for Bedrock alone)",
        ),
        "busy": ("it is too busy to answer", "Run the doctor again in a minute"),
        "unreachable": ("it can't be reached", "Check the network and the proxy of this machine"),
        "language": (
            "it translates no Korean into English here",
            "Write another region that has Amazon Translate into BWB_REGION_NAME",
        ),
        "refused": (
            "it refuses what it is asked",
            "Check that Amazon Translate and Amazon Comprehend are offered in the region of BWB_REGION_NAME",
        ),
    }
)


def examine(settings: Settings) -> Iterator[Finding]:
    """Nothing while translation is off."""
    if not settings.translate:
        return
    service = AmazonTranslate(settings.bedrock)
    try:
        service.english(_TRIAL)
    except TranslationError as error:
        what, remedy = _FAULTS.get(error.reason, _FAULTS["refused"])
        yield fix(f"Translation: {what} ({error.detail})", f"{remedy}, {_OFF}.")
    else:
        yield ok(f"Translation: Amazon Translate answers in {settings.bedrock.region_name}")
    finally:
        service.close()
