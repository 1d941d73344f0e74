"""What can be wrong with the place a picture is to be put in."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from titan_core.errors.general import TitanCoreError

_SENTENCES = {
    "no_folder": "there is no folder {path}: make it first",
    "locked": "the folder {path} can't be written to",
    "taken": "{path} is already there: name another file, or overwrite it",
    "ending": "{path} has another ending than what comes: write {detail}",
    "unusable": "{path} can't be used: {detail}",
    "unwritable": "{path} can't be written: {detail}",
}


@dataclass(kw_only=True, eq=False)
class OutputError(TitanCoreError):
    """A place that a picture can't be put in. `detail` is the system's own text, or a name that would do."""

    code: ClassVar[str] = "output"
    path: str
    problem: Literal["no_folder", "locked", "taken", "ending", "unusable", "unwritable"]
    detail: str = ""

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.problem].format(path=self.path, detail=self.detail)
