"""`python -m bot rules`, on a database of its own, without tokens."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.rules.limits import parse_limits
from bot.rules.rules import ChannelRules, WorkspaceRules
from bot.rules.writing import rules_of
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.rules import RuleBook

TEAM, CHANNEL = "T0TEAM0001", "C0ART00001"
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command: its exit code, what it printed, what it complained of."""
    for name, value in {
        "DATA_DIR": str(tmp_path),
        "IMAGINE_DOTENV": str(tmp_path / "none"),
        "DATABASE_URL": "",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("IMAGINE_LIMITS", "person 30 pictures/day")

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        code = main(["rules", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """One that a single workspace has used."""
    made = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    made.create_tables()
    RuleBook(made).keep(TEAM, "", WorkspaceRules(guests=True), by="U0OLGA0001")
    made.dispose()
    return made


def rules(database: Database) -> WorkspaceRules:
    try:
        return RuleBook(database).of_workspace(TEAM)
    finally:
        database.dispose()


def test_a_rule_that_is_set_is_in_force_and_shown(ask: Ask, database: Database) -> None:
    assert ask("set", "limits", "person 20 pictures/day, workspace $50/month")[0] == 0

    assert rules(database).limits == parse_limits("person 20 pictures/day, workspace $50/month")
    code, shown, _ = ask("show")
    assert code == 0
    assert "person 20 pictures/day, workspace $50/month" in shown
    assert "guests           yes" in shown


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("timezone", "seoul", "Asia/Seoul"),
        ("stopped", "yes", True),
        ("channels", "C0ART00001, C0ART00002", ("C0ART00001", "C0ART00002")),
        ("closed-people", "U0ADA00001", ("U0ADA00001",)),
        ("refused-words", "foo,  bar   baz\nfoo", ("foo", "bar baz")),
        ("unwanted", "text,  logos", "text, logos"),
        ("models", "core, stability.stable-image-core-v1:1", ("stability.stable-image-core-v1:1",)),
        ("tasks", "texttoimage,Upscale", ("TextToImage", "Upscale")),
        ("retention-days", "30", 30),
        ("review-channel", "C0ART00001", "C0ART00001"),
        ("limits", "none", ()),
    ],
)
def test_each_rule_is_read_and_taken_back(
    ask: Ask, database: Database, name: str, value: str, expected: object
) -> None:
    field = rules_of(WorkspaceRules)[name].field

    assert ask("set", name, value) == (0, "Saved. It holds from now on.\n", "")
    assert getattr(rules(database), field) == expected
    assert ask("set", name, value)[1] == "Nothing was changed: it is so already.\n"

    assert ask("unset", name)[0] == 0
    assert getattr(rules(database), field) == getattr(WorkspaceRules(), field)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("limit", "1", "did you mean limits?"),
        ("colour", "red", "There are limits, timezone"),
        ("limits", "20 a day", "'20 a day' is no limit: write such as person 20 pictures/day"),
        ("timezone", "Soeul", "did you mean Asia/Seoul?"),
        ("stopped", "perhaps", "write yes or no, not 'perhaps'"),
        ("channels", "general", "'general' is no channel's id such as C012AB3CD"),
        ("people", "ada", "copy it from a profile"),
        ("models", "cor", "core"),
        ("tasks", "Paint", "there are TextToImage"),
        ("retention-days", "0", "from 1 to 3650, not '0'"),
        ("reviewed", "yes", "no rule of a workspace"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_is_allowed(
    ask: Ask, database: Database, name: str, value: str, said: str
) -> None:
    code, _, complaint = ask("set", name, value)

    assert code == 2
    assert said in complaint
    assert rules(database) == WorkspaceRules(guests=True)


def test_a_channel_has_rules_of_its_own_and_no_limits_of_the_workspace(ask: Ask, database: Database) -> None:
    assert ask("set", "limits", "channel 5 pictures/day", "--channel", CHANNEL)[0] == 0
    assert "person or of the channel" in ask("set", "limits", "workspace $5/day", "--channel", CHANNEL)[2]

    assert RuleBook(database).of_channel(TEAM, CHANNEL) == ChannelRules(limits=parse_limits("channel 5 pictures/day"))
    database.dispose()
    assert CHANNEL in ask("show", "--channel", CHANNEL)[1]


@pytest.mark.usefixtures("database")
def test_words_that_are_refused_are_counted_and_printed_by_export_alone(ask: Ask) -> None:
    assert ask("set", "refused-words", "-", stdin="marmalade\nquince jam\n")[0] == 0

    told = ask("show")[1] + ask("audit")[1]
    assert "marmalade" not in told
    assert "2, which export prints" in told
    assert "2 refused words or phrases added" in told
    assert json.loads(ask("export")[1])["workspace"]["refused-words"] == ["marmalade", "quince jam"]


def test_what_was_exported_is_imported_as_it_was(ask: Ask, database: Database) -> None:
    book = RuleBook(database)
    full = WorkspaceRules(
        limits=parse_limits("person 20 pictures/day"),
        refused_words=("a, b", "c"),
        is_stopped=True,
        retention_days=7,
        tasks=("Upscale",),
    )
    book.keep(TEAM, "", full, by="U0OLGA0001")
    book.keep(TEAM, CHANNEL, ChannelRules(is_reviewed=False, unwanted="text"), by="U0OLGA0001")
    exported = ask("export")[1]
    book.keep(TEAM, "", WorkspaceRules(), by="U0OLGA0001")
    book.keep(TEAM, CHANNEL, ChannelRules(), by="U0OLGA0001")
    book.keep(TEAM, "C0OTHER001", ChannelRules(unwanted="gone"), by="U0OLGA0001")

    assert ask("import", "-", stdin=exported) == (
        0,
        "Saved: the rules of 3 of 3 places are new. They hold from now on.\n",
        "",
    )

    assert rules(database) == full
    assert book.of_channel(TEAM, CHANNEL) == ChannelRules(is_reviewed=False, unwanted="text")
    assert book.of_channel(TEAM, "C0OTHER001") == ChannelRules()
    database.dispose()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "no JSON as export prints it"),
        ("[]", "must hold"),
        ('{"rules": {}}', "must hold"),
        ('{"workspace": []}', "rules by their names"),
        ('{"workspace": {"colour": 1}}', "'colour' is no rule"),
        ('{"workspace": {"retention-days": 1.5}}', "retention-days: a text, a list of texts"),
        ('{"workspace": {"guests": true}, "channels": {"art": {}}}', "'art' is no channel's id"),
        ('{"channels": {"C0ART00001": {"guests": true}}}', "no rule of a channel"),
    ],
)
def test_a_file_that_cannot_be_imported_changes_nothing(ask: Ask, database: Database, document: str, said: str) -> None:
    code, _, complaint = ask("import", "-", stdin=document)

    assert code == 2
    assert said in complaint
    assert rules(database) == WorkspaceRules(guests=True)


def test_the_audit_names_who_changed_what(ask: Ask, database: Database) -> None:
    RuleBook(database).keep(TEAM, "", WorkspaceRules(limits=parse_limits("person 20 pictures/day")), by="U0OLGA0001")
    ask("set", "limits", "person 25 pictures/day")

    told = ask("audit", "--count", "2")[1]

    assert "the command line  Rules of the workspace\n    Limit: 25 pictures a day for each person (before:" in told
    assert "U0OLGA0001  Rules of the workspace" in told
    assert [noted.by for noted in Audit(database).newest(TEAM, count=3)] == ["", "U0OLGA0001", "U0OLGA0001"]
    database.dispose()


def test_without_a_database_it_is_told_where_it_looked(ask: Ask, tmp_path: Path) -> None:
    code, _, complaint = ask("show")

    assert code == 2
    assert f"There is no database {tmp_path / 'imagine.sqlite'}" in complaint
    assert not (tmp_path / "imagine.sqlite").exists()


def test_of_several_workspaces_one_is_named(ask: Ask, database: Database) -> None:
    RuleBook(database).keep("T0TEAM0002", "", WorkspaceRules(guests=True), by="U0OLGA0001")
    database.dispose()

    assert "one of T0TEAM0001, T0TEAM0002" in ask("show")[2]
    assert "no workspace 'T0TEAM0003'" in ask("show", "--team", "T0TEAM0003")[2]
    assert "Rules of workspace T0TEAM0002" in ask("show", "--team", "T0TEAM0002")[1]


def test_a_workspace_that_has_not_used_the_bot_yet_is_named(ask: Ask, tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path / 'imagine.sqlite'}")
    made.create_tables()
    made.dispose()

    assert "name it with --team" in ask("show")[2]
    assert ask("set", "guests", "yes", "--team", TEAM)[0] == 0
    assert rules(made).guests


@pytest.mark.usefixtures("database")
def test_settings_that_rules_need_are_checked(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGINE_LIMITS", "lots")

    code, _, complaint = ask("show")

    assert code == 2
    assert "IMAGINE_LIMITS must be limits" in complaint


def test_every_rule_has_a_name_on_the_command_line() -> None:
    for kind in (WorkspaceRules, ChannelRules):
        assert {rule.field for rule in rules_of(kind).values()} == set(kind.__dataclass_fields__)
