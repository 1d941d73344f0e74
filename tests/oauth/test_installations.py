"""Installations are kept by workspace, with tokens that nobody reads without the key."""

import pytest
import sqlalchemy as sa

from bot.oauth.faults import LostKeyError
from bot.store.database import Database
from tests.oauth.installing import KEY, OTHER_KEY, installations, of_org, of_team, on_both


def raw(database: Database) -> str:
    """All that the database holds of installations, as somebody sees it who has only the database."""
    with database.read() as connection:
        tables = ("slack_bots", "slack_installations")
        return "".join(str(connection.execute(sa.text(f"SELECT * FROM {table}")).all()) for table in tables)  # noqa: S608


def tokens(kept: object, *team_ids: str) -> list[str | None]:
    found = [kept.bot_of(team_id) for team_id in team_ids]  # type: ignore[attr-defined]
    return [bot.bot_token if bot else None for bot in found]


@on_both
def test_each_workspace_has_its_own_token_and_an_unknown_one_none(database: Database) -> None:
    kept = installations(database)
    kept.save(of_team("T1", "xoxb-one"))
    kept.save(of_team("T2", "xoxb-two", enterprise_id="E1"))

    assert tokens(kept, "T1", "T2", "T3", "") == ["xoxb-one", "xoxb-two", None, None]


@on_both
def test_the_database_holds_no_token_in_clear(database: Database) -> None:
    secrets = {"bot_token": "xoxe.xoxb-" + "s" * 190, "bot_refresh_token": "xoxe-" + "r" * 190, "user_token": "xoxp-1"}
    secrets["incoming_webhook_url"] = "https://hooks.slack.com/services/T1/B1/secret"
    kept = installations(database)
    kept.save(of_team("T1", secrets.pop("bot_token"), **secrets))

    text = raw(database)
    assert "Team T1" in text
    assert "xox" not in text
    assert "hooks.slack.com" not in text
    found = kept.bot_of("T1")
    assert found
    assert (found.bot_token, found.bot_refresh_token) == ("xoxe.xoxb-" + "s" * 190, secrets["bot_refresh_token"])


def test_who_installs_again_replaces_what_was_there(database: Database) -> None:
    kept = installations(database)
    kept.save(of_team("T1", "xoxb-old", installed_at=1000.0))
    kept.save(of_team("T1", "xoxb-new", installed_at=2000.0, enterprise_id="E1"))

    assert tokens(kept, "T1") == ["xoxb-new"]
    assert len(kept.installed()) == 1


@on_both
def test_an_organization_s_installation_serves_each_of_its_workspaces(database: Database) -> None:
    kept = installations(database)
    kept.save(of_org("E1"))
    kept.save(of_team("T9", "xoxb-own", enterprise_id="E1"))
    kept.note_team("T1", "E1")
    kept.note_team("T1", "E1")

    assert tokens(kept, "T1", "T2", "T9") == ["xoxb-org", None, "xoxb-own"]
    named = kept.bot_of("T2", "E1")
    assert named
    assert named.bot_token == "xoxb-org", "a request says which organization it comes from"
    assert kept.teams_of_org("E1") == ["T1"]


def test_an_organization_that_adds_it_again_still_serves_its_workspaces(database: Database) -> None:
    kept = installations(database)
    kept.save(of_org("E1"))
    kept.note_team("T1", "E1")
    kept.save(of_org("E1", installed_at=2000.0))

    assert tokens(kept, "T1") == ["xoxb-org"]
    kept.remove(None, "E1", before=3000.0)
    assert kept.teams_of_org("E1") == []


@on_both
def test_removing_takes_what_was_installed_before_and_no_other_workspace_s(database: Database) -> None:
    kept = installations(database)
    for team_id in ("T1", "T2"):
        kept.save(of_team(team_id, enterprise_id="E1"))
    kept.save(of_org("E1"))

    assert kept.remove("T1", "E1", before=999) == 0, "installed again since"
    assert kept.remove("T1", "E1", before=1001) == 1
    assert tokens(kept, "T1", "T2") == [None, "xoxb-1"]
    assert kept.remove(None, "E1", before=1001) == 1
    assert tokens(kept, "T2") == ["xoxb-1"]


@on_both
def test_keys_are_changed_without_losing_a_token(database: Database) -> None:
    installations(database, KEY).save(of_team("T1", "xoxb-one"))
    both = installations(database, OTHER_KEY, KEY)
    assert tokens(both, "T1") == ["xoxb-one"]

    assert both.seal_again() == (1, [])
    assert both.seal_again() == (1, []), "again, nothing is different"

    only_new = installations(database, OTHER_KEY)
    assert tokens(only_new, "T1") == ["xoxb-one"]
    assert only_new.unreadable() == []


def test_a_lost_key_is_told_and_hides_no_other_workspace(database: Database) -> None:
    installations(database, KEY).save(of_team("T1", "xoxb-one"))
    kept = installations(database, OTHER_KEY)
    kept.save(of_team("T2", "xoxb-two"))

    assert kept.unreadable() == ["T1"]
    assert kept.seal_again() == (1, ["T1"])
    assert tokens(kept, "T2") == ["xoxb-two"]
    with pytest.raises(LostKeyError):
        kept.bot_of("T1")
    kept.save(of_team("T1", "xoxb-again", installed_at=2000.0))
    assert tokens(kept, "T1") == ["xoxb-again"]
