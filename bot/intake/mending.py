"""A line with a slip in it: kept as a draft, so that buttons can draw it put right, or open it in the form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.intake.said import Said
from bot.orders.iterating import Basis
from bot.orders.order import Source
from bot.orders.threads import Threads
from bot.prompt_line import Asking, Problem, parse
from bot.prompt_line.asking import FindPreset
from bot.prompt_line.cleaning import clean, protect
from bot.store.drafts import Draft, Drafts
from bot.views.mending import Mending

KIND = "line"  # of the draft


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """Keeps lines. A line that is drawn by a button is taken as if it had been typed again."""

    drafts: Drafts
    threads: Threads

    def mending(self, said: Said, problem: Problem, preset: FindPreset) -> Mending:
        """What can be done about a problem."""
        line = str(getattr(problem, "line", ""))
        basis = said.basis or self.threads.basis(said.person, said.channel_id, said.thread_ts)
        is_right = bool(line) and isinstance(parse(line, preset=preset, onto=basis.words), Asking)
        text = line if is_right else protect(clean(said.text, from_message=said.from_message))
        return Mending(draft=self.put(said, text), problem=problem, is_right=is_right)

    def put(self, said: Said, text: str) -> str:
        """Keep a line as it would be typed to the command, with where it was said and what it went on from."""
        source = said.basis.source if said.basis else None
        payload = {
            "text": text,
            "channel_id": said.channel_id,
            "thread_ts": said.thread_ts,
            "command": said.command,
            "source": asdict(source) if source else None,
            "is_attached": bool(said.basis and said.basis.is_attached),
        }
        return self.drafts.put(KIND, said.person, payload, intent=said.intent)

    @staticmethod
    def said(draft: Draft, response_url: str | None) -> Said:
        """A kept line, said again: once, however often the button is pressed."""
        payload = draft.payload
        return Said(
            text=payload["text"],
            from_message=False,
            intent=f"draft:{draft.id}",
            person=draft.person,
            channel_id=payload["channel_id"],
            thread_ts=payload["thread_ts"],
            command=payload["command"],
            response_url=response_url,
            basis=_basis(payload),
        )


def _basis(payload: Mapping[str, Any]) -> Basis | None:
    source = payload["source"]
    return Basis(source=Source.from_json(source), is_attached=payload["is_attached"]) if source else None
