"""The environment is read once, `.env` first, and every fault is told at once."""

import os
from pathlib import Path

import pytest

from titan_core import BedrockSettings, SettingsError, environment, find


def test_without_a_file_the_environment_is_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BWB_REGION_NAME", "eu-west-1")

    assert environment() == dict(os.environ)
    assert environment(None) == dict(os.environ)
    assert environment(tmp_path / "none") == dict(os.environ)


def test_the_environment_wins_over_the_file_and_is_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(
        "\ufeff# ours\nBWB_REGION_NAME=us-east-1\nexport IMAGINE_MODELS='core, ultra'\nODD\nPRICE=a${HOME}b\n", "utf-8"
    )
    monkeypatch.setenv("BWB_REGION_NAME", "eu-west-1")
    before = dict(os.environ)

    read = environment()

    assert read["BWB_REGION_NAME"] == "eu-west-1"
    assert read["IMAGINE_MODELS"] == "core, ultra"
    assert read["PRICE"] == "a${HOME}b"
    assert "ODD" not in read
    assert dict(os.environ) == before


def test_a_file_that_cannot_be_read_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"A=\xff\xfe\n")

    with pytest.raises(SettingsError, match="Make it a readable UTF-8 text file"):
        environment(file)


def test_the_defaults() -> None:
    settings = BedrockSettings.from_env({})

    assert settings == BedrockSettings()
    assert settings.models == (find("titan-v2"), find("core"))
    assert (settings.region_name, settings.profile_name, settings.endpoint_url) == ("us-west-2", None, None)
    assert (settings.connect_timeout_seconds, settings.read_timeout_seconds) == (10.0, 300.0)


def test_everything_set() -> None:
    settings = BedrockSettings.from_env(
        {
            "BWB_PROFILE_NAME": "art",
            "BWB_REGION_NAME": " us-gov-west-1 ",
            "BWB_ENDPOINT_URL": "http://127.0.0.1:4500",
            "IMAGINE_MODELS": "Ultra, stability.stable-image-core-v1:1, ultra,",
            "AWS_ACCESS_KEY_ID": "AKID",
            "HOME": "/root",
        }
    )

    assert settings.models == (find("ultra"), find("core"))
    assert (settings.profile_name, settings.region_name) == ("art", "us-gov-west-1")
    assert settings.endpoint_url == "http://127.0.0.1:4500"
    assert dict(settings.aws) == {"AWS_ACCESS_KEY_ID": "AKID"}


def test_empty_is_not_set() -> None:
    names = ("BWB_PROFILE_NAME", "BWB_REGION_NAME", "BWB_ENDPOINT_URL", "IMAGINE_MODELS", "AWS_ACCESS_KEY_ID")

    assert BedrockSettings.from_env(dict.fromkeys(names, " ")) == BedrockSettings()


def test_every_fault_is_told_at_once_with_what_to_write() -> None:
    with pytest.raises(SettingsError) as caught:
        BedrockSettings.from_env(
            {
                "BWB_REGION_NAME": "Oregon",
                "BWB_ENDPOINT_URL": "localhost:4500",
                "IMAGINE_MODELS": "cor, titan-v2, zzz",
                "AWS_SECRET_ACCESS_KEY": "s",
            }
        )

    cor, zzz, region, endpoint, keys = caught.value.problems
    assert cor == "IMAGINE_MODELS: There is no model 'cor'. Did you mean core?"
    assert zzz.startswith("IMAGINE_MODELS: There is no model 'zzz'. Known are titan-v1")
    assert region == "BWB_REGION_NAME is 'Oregon', which is no AWS region. Write one like `us-west-2`."
    assert endpoint.startswith("BWB_ENDPOINT_URL is 'localhost:4500'. Write a URL like `http://127.0.0.1:4500`")
    assert keys.startswith("AWS_ACCESS_KEY_ID is missing, and its other half is set.")


@pytest.mark.parametrize("url", ["ftp://x", "http://", "http://x:99999", "http://[x", "http://x:0"])
def test_what_is_no_endpoint_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="BWB_ENDPOINT_URL is"):
        BedrockSettings.from_env({"BWB_ENDPOINT_URL": url})


def test_a_chain_of_nothing_is_refused() -> None:
    with pytest.raises(SettingsError, match="IMAGINE_MODELS names no model"):
        BedrockSettings.from_env({"IMAGINE_MODELS": " , "})
    with pytest.raises(SettingsError, match="IMAGINE_MODELS names no model"):
        BedrockSettings(models=())


def test_settings_cannot_be_built_invalid() -> None:
    with pytest.raises(SettingsError, match="Timeouts are numbers of seconds above 0"):
        BedrockSettings(read_timeout_seconds=0)
    with pytest.raises(SettingsError, match="no AWS region"):
        BedrockSettings(region_name="")


def test_a_profile_needs_no_keys() -> None:
    settings = BedrockSettings.from_env({"BWB_PROFILE_NAME": "art", "AWS_ACCESS_KEY_ID": "AKID"})

    assert settings.profile_name == "art"


def test_printing_settings_prints_no_secret() -> None:
    settings = BedrockSettings.from_env({"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hush"})

    assert "hush" not in repr(settings)
