"""Runs one command on the rules."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.engine import make_url

from bot.locale import words_for
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.writing import (
    Kind,
    RuleError,
    default_of,
    from_document,
    read_rule,
    rule_named,
    rules_of,
    to_document,
    written,
)
from bot.settings import RuleSettings
from bot.store.audit import COMMAND_LINE, Audit
from bot.store.database import Database
from bot.store.rules import RuleBook, becomes, teams
from bot.views.rules.changes import IN_TERMINAL, changes, title, who

_TEAM, _CHANNEL = re.compile(r"[TE][A-Z0-9]{2,20}"), re.compile(r"[CG][A-Z0-9]{2,20}")
_COUNTED = "refused_words"  # shown by `export` alone


class CommandError(Exception):
    """What was wrong, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What a command works with. channel_id: "" for the workspace's rules."""

    database: Database
    settings: RuleSettings
    team_id: str
    channel_id: str
    out: TextIO

    @property
    def book(self) -> RuleBook:
        return RuleBook(self.database)

    @property
    def kind(self) -> Kind:
        return ChannelRules if self.channel_id else WorkspaceRules

    @property
    def rules(self) -> WorkspaceRules | ChannelRules:
        book, team_id = self.book, self.team_id
        return book.of_channel(team_id, self.channel_id) if self.channel_id else book.of_workspace(team_id)

    def say(self, line: str) -> None:
        self.out.write(f"{line}\n")


def run(arguments: argparse.Namespace, env: Mapping[str, str], *, out: TextIO, err: TextIO) -> int:
    """0 if it was done, 2 if the arguments can't be used; raises SettingsError."""
    settings = RuleSettings.from_env(env)
    try:
        with _opened(settings.database_url) as database:
            desk = Desk(
                database=database,
                settings=settings,
                team_id=_team(database, arguments.team),
                channel_id=_channel(getattr(arguments, "channel", "")),
                out=out,
            )
            _COMMANDS[arguments.verb](desk, arguments)
    except (CommandError, RuleError) as error:
        err.write(f"{error}\n")
        return 2
    return 0


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise CommandError(
            f"There is no database {parsed.database}: start the bot once, or name the one it uses by DATABASE_URL or"
            " DATA_DIR."
        )
    database = Database(url)
    try:
        database.prove()
        database.create_tables()
        yield database
    finally:
        database.dispose()


def _team(database: Database, named: str) -> str:
    known = teams(database)
    if named and (named in known or (not known and _TEAM.fullmatch(named))):
        return named
    if not named and len(known) == 1:
        return known[0]
    if not known:
        what = f"{named!r} is no workspace's id such as T012AB3CD" if named else "No workspace has used the bot yet"
        raise CommandError(f"{what}: name it with --team; it stands in the address of Slack in a browser.")
    what = f"There is no workspace {named!r} here" if named else "There are several workspaces"
    raise CommandError(f"{what}: write --team with one of {', '.join(known)}.")


def _channel(named: str) -> str:
    if named and not _CHANNEL.fullmatch(named):
        raise CommandError(
            f"{named!r} is no channel's id such as C012AB3CD: copy it from the channel's details in Slack."
        )
    return named


def _show(desk: Desk, _arguments: argparse.Namespace) -> None:
    rules, usual = desk.rules, _usual(desk.settings)
    desk.say(f"Rules of {f'channel {desk.channel_id} in ' if desk.channel_id else ''}workspace {desk.team_id}")
    for name, rule in rules_of(desk.kind).items():
        value = getattr(rules, rule.field)
        said = f"{len(value)}, which export prints" if value and rule.field == _COUNTED else written(value)
        if value == default_of(desk.kind, rule):
            said = (
                f"not set ({usual[rule.field]})" if not desk.channel_id and rule.field in usual else said or "not set"
            )
        desk.say(f"  {name:<16} {said or 'none'}")


def _usual(settings: RuleSettings) -> dict[str, str]:
    """What holds where a workspace has set nothing."""
    return {
        "limits": f"the settings': {written(settings.limits) or 'none'}",
        "timezone": f"the settings': {settings.timezone}",
        "retention_days": f"the settings': {settings.retention_days}",
    }


def _set(desk: Desk, arguments: argparse.Namespace) -> None:
    rule = rule_named(desk.kind, arguments.name)
    value = read_rule(desk.kind, rule, sys.stdin.read() if arguments.value == "-" else arguments.value)
    _change(desk, rule.field, value)


def _unset(desk: Desk, arguments: argparse.Namespace) -> None:
    rule = rule_named(desk.kind, arguments.name)
    _change(desk, rule.field, default_of(desk.kind, rule))


def _change(desk: Desk, field: str, value: object) -> None:
    is_new = desk.book.change(desk.team_id, desk.channel_id, {field: becomes(value)}, by=COMMAND_LINE)
    desk.say("Saved. It holds from now on." if is_new else "Nothing was changed: it is so already.")


def _audit(desk: Desk, arguments: argparse.Namespace) -> None:
    words = words_for("en")
    entries = Audit(desk.database).newest(desk.team_id, count=arguments.count)
    for noted in entries:
        at = datetime.fromtimestamp(noted.at, UTC)
        desk.say(f"{at:%Y-%m-%d %H:%M} UTC  {who(noted, words, IN_TERMINAL)}  {title(noted, words, IN_TERMINAL)}")
        for line in changes(noted, words, IN_TERMINAL):
            desk.say(f"    {line}")
    if not entries:
        desk.say("Nothing has been changed yet.")


def _export(desk: Desk, _arguments: argparse.Namespace) -> None:
    book, team_id = desk.book, desk.team_id
    channels = {channel: to_document(book.of_channel(team_id, channel)) for channel in book.channels_of(team_id)}
    document = {"workspace": to_document(book.of_workspace(team_id)), "channels": channels}
    desk.say(json.dumps(document, ensure_ascii=False, indent=2))


def _import(desk: Desk, arguments: argparse.Namespace) -> None:
    """All is read before anything is written; a channel that the file doesn't name has no rules of its own then."""
    document = _document(arguments.file)
    workspace = from_document(WorkspaceRules, document.get("workspace", {}))
    named = {
        _channel(channel): from_document(ChannelRules, rules) for channel, rules in document.get("channels", {}).items()
    }
    others = {channel: ChannelRules() for channel in desk.book.channels_of(desk.team_id) if channel not in named}
    everything = {"": workspace, **named, **others}
    count = sum(desk.book.keep(desk.team_id, channel, rules, by=COMMAND_LINE) for channel, rules in everything.items())
    desk.say(f"Saved: the rules of {count} of {len(everything)} places are new. They hold from now on.")


def _document(file: str) -> Mapping[str, Any]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
        document = json.loads(text)
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{file} is no JSON as export prints it: {error}.") from error
    parts = document if isinstance(document, dict) else {}
    channels = parts.get("channels", {})
    if not parts or set(parts) - {"workspace", "channels"} or not isinstance(channels, dict):
        raise CommandError(f'{file} must hold {{"workspace": {{…}}, "channels": {{…}}}}, as export prints it.')
    if not all(isinstance(rules, dict) for rules in (parts.get("workspace", {}), *channels.values())):
        raise CommandError(f"{file} must hold rules by their names, as export prints them.")
    return parts


_COMMANDS: Mapping[str, Callable[[Desk, argparse.Namespace], None]] = {
    "show": _show,
    "set": _set,
    "unset": _unset,
    "audit": _audit,
    "export": _export,
    "import": _import,
}
