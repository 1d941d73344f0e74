"""Prices of one's own stand in the place of the list's, in what is estimated and in what is settled."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.orders.deriving import cut_out
from bot.orders.order import Order
from bot.orders.pricing import Pricing
from bot.orders.roster import roster_of
from bot.settings import Settings
from bot.store.database import Database
from bot.store.pictures import Pictures
from tests.bot.hung_pictures import hang
from titan_core.catalog import find, price_of
from titan_core.client import ImageClient
from titan_core.errors import SettingsError
from titan_core.parameters import asked_of
from titan_core.settings import BedrockSettings
from titan_core.tasks import TextToImage

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
CORE, ULTRA = find("core"), find("ultra")
FOX = TextToImage(prompt="a fox", number_of_images=3, seed=7)


@pytest.fixture(scope="module")
def client() -> Iterator[ImageClient]:
    """Of AWS's own address, which nobody asks."""
    with ImageClient.from_settings(BedrockSettings(models=(CORE,), aws={"AWS_ACCESS_KEY_ID": "a"})) as client:
        yield client


def pricing(client: ImageClient, written: str) -> Pricing:
    prices = Settings.from_env({**TOKENS, "IMAGINE_PRICES": written}).prices
    return Pricing(client_for=lambda _model: client, confirm_usd=Decimal("0.10"), prices=prices)


@pytest.mark.parametrize("written", ["core=0.03", " CORE = 0.03 , ultra=0.12,", f"{CORE.model_id}=0.03"])
def test_a_model_is_named_by_its_alias_or_its_id(client: ImageClient, written: str) -> None:
    estimate = pricing(client, written).estimate(Order.of(FOX))

    assert estimate
    assert (estimate.usd, estimate.model) == (Decimal("0.09"), CORE)


def test_other_models_keep_the_price_of_the_list(client: ImageClient) -> None:
    own = pricing(client, "core=0.03")

    assert own.of_one(CORE, FOX) == Decimal("0.03")
    assert own.of_one(ULTRA, FOX) == price_of(ULTRA, FOX)
    assert pricing(client, "").of_one(CORE, FOX) == price_of(CORE, FOX)


def test_a_service_that_edits_has_a_price_too(client: ImageClient, database: Database) -> None:
    picture = Pictures(database).find(hang(database, "a fox"))
    assert picture

    estimate = pricing(client, "remove-background=0.01").estimate(cut_out(picture))

    assert estimate
    assert estimate.usd == Decimal("0.01")


def test_a_picture_may_cost_nothing(client: ImageClient) -> None:
    estimate = pricing(client, "core=0").estimate(Order.of(FOX))

    assert estimate
    assert estimate.usd == 0


def test_the_list_of_models_names_ones_own_prices(client: ImageClient) -> None:
    roster = roster_of(client, pricing(client, "core=0.03,ultra=0.12").of_one)

    prices = {seat.model.alias: seat.usd for seat in (*roster.chain, *roster.named)}
    assert (prices["core"], prices["ultra"], prices["sd3.5"]) == (Decimal("0.03"), Decimal("0.12"), Decimal("0.08"))


def test_the_words_that_are_drawn_where_nothing_else_can_be_count_for_the_most_it_may_cost(
    client: ImageClient, database: Database
) -> None:
    picture = Pictures(database).find(hang(database, "a fox"))
    assert picture
    order = replace(cut_out(picture), otherwise=asked_of(FOX))

    estimate = pricing(client, "remove-background=0.01,core=0.03").estimate(order)

    assert estimate
    assert (estimate.usd, estimate.at_most) == (Decimal("0.01"), Decimal("0.09"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("core", "IMAGINE_PRICES must be models with US dollars for a picture, such as core=0.03,ultra=0.12"),
        ("core=cheap", "this holds 'core=cheap'"),
        ("core=-1", "this holds 'core=-1'"),
        ("core=$0.03", "this holds 'core=$0.03'"),
        ("core=0,03", "this holds '03'"),
        ("coer=0.03", "IMAGINE_PRICES: There is no model 'coer'"),
        (f"core=0.03,{CORE.model_id}=0.04", f"IMAGINE_PRICES names {CORE.model_id} twice"),
    ],
)
def test_a_fault_is_told_with_what_to_write(written: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**TOKENS, "IMAGINE_PRICES": written})

    (problem,) = caught.value.problems
    assert said in problem


def test_each_fault_is_told() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({**TOKENS, "IMAGINE_PRICES": "core,ulta=0.1", "PORT": "x"})

    assert len(caught.value.problems) == 3
