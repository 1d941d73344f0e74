"""Where artifacts are kept, as the settings say."""

import logging

from bot.settings import Settings
from bot.store.folder import Folder
from bot.store.keeping import Keeper
from titan_core.errors import SettingsError
from titan_core.retries import RetryPolicy

_LOG = logging.getLogger(__name__)
SHORT = RetryPolicy(first_seconds=0.2, longest_seconds=1.0, patience_seconds=1.0)


def keeper_of(settings: Settings) -> Keeper:
    """Talks to nobody yet."""
    if not settings.artifacts_url:
        return Folder(settings.artifacts_dir)
    from bot.store.bucket import Bucket, address_of  # noqa: PLC0415  # botocore, which others needn't wait for

    address = address_of(settings.artifacts_url)
    return Bucket(address, settings.bedrock, max_pool_connections=settings.worker_concurrency)


def prove_bucket(settings: Settings) -> None:
    """Raise SettingsError if pictures couldn't be kept in it, before any is paid for; where it's out of reach, wait."""
    from bot.store.bucket import Bucket, BucketError, BucketUnreachableError, address_of  # noqa: PLC0415  # as above

    bucket = Bucket(address_of(settings.artifacts_url), settings.bedrock, patience=SHORT)
    try:
        bucket.prove()
    except BucketUnreachableError as error:
        _LOG.warning("No answer from %s yet: %s", settings.artifacts_url, error.code, extra={"event": "bucket_lost"})
    except BucketError as error:
        problem = (
            f"ARTIFACTS_URL: {settings.artifacts_url} can't be used ({error.code}): `python -m bot doctor` says more"
        )
        raise SettingsError(problems=(problem,)) from error
    finally:
        bucket.close()
