"""Files written whole or not at all."""

import os
from pathlib import Path

from titan_core.errors import OutputError


def write_whole(place: Path, data: bytes, *, overwrite: bool) -> None:
    """Raises OutputError if the file can't be written, or is there already and `overwrite` is off."""
    part = place.with_name(f".titan-{os.getpid()}-{os.urandom(4).hex()}.part")  # short: any allowed name will do
    try:
        part.write_bytes(data)
        if not overwrite:
            place.touch(exist_ok=False)  # takes the name, whoever else may want it, and on any file system
        part.replace(place)
    except FileExistsError as error:
        raise OutputError(path=str(place), problem="taken") from error
    except OSError as error:
        raise OutputError(path=str(place), problem="unwritable", detail=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
