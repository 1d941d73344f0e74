"""What the ledger has of a job's requests is what Bedrock bills for them, whatever becomes of each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.jobs.accounts import Accounts
from bot.orders.pricing import Pricing
from bot.store.call_slots import CallSlots
from bot.store.calls import EntryEndedError
from bot.store.database import Database
from bot.store.jobs import Job
from bot.store.ledger import Entry, EntryState, Ledger
from sandbox.bedrock import BedrockSandbox
from sandbox.bedrock.settings import FAULTS
from tests.bot.entries import end, reserve
from tests.bot.job_rows import job
from tests.titan_core.clocks import Clock
from tests.titan_core.sample_tasks import PHOTO
from titan_core import (
    SERVICES,
    BedrockSettings,
    ImageClient,
    Outpainting,
    RetryPolicy,
    Task,
    TextToImage,
    TitanCoreError,
    find,
    price_of,
)
from titan_core.bedrock import Bedrock
from titan_core.calling import Request

KEYS = {"AWS_ACCESS_KEY_ID": "AKIASANDBOX", "AWS_SECRET_ACCESS_KEY": "sandbox"}
CORE = find("core")
FOX = TextToImage(prompt="a fox", seed=7)


@pytest.fixture(scope="module")
def served_bedrock() -> Iterator[BedrockSandbox]:
    with BedrockSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def bedrock(served_bedrock: BedrockSandbox) -> BedrockSandbox:
    served_bedrock.reset()
    served_bedrock.change(painter="plain")
    return served_bedrock


@pytest.fixture
def client(bedrock: BedrockSandbox) -> Iterator[ImageClient]:
    """Of Core, then Ultra; asks twice again, at once."""
    retry = RetryPolicy(first_seconds=1, longest_seconds=1, patience_seconds=2)
    with Bedrock(BedrockSettings(endpoint_url=bedrock.url, aws=KEYS), max_pool_connections=4) as service:
        yield ImageClient(service, [CORE, find("ultra")], retry=retry, sleep=lambda _: None)


@pytest.fixture
def accounts(database: Database, client: ImageClient) -> Accounts:
    slots = CallSlots(database, 1000)
    slots.prepare()
    pricing = Pricing(client_for=lambda _: client, confirm_usd=Decimal(1))
    return Accounts(database=database, slots=slots, pricing=pricing)


def entry_of(accounts: Accounts, it: Job) -> Entry:
    end(accounts.database, it, 2.0)
    entry = Ledger(accounts.database).find(it.id)
    assert entry
    return entry


def drawn(accounts: Accounts, client: ImageClient, task: Task) -> Entry:
    """What a job came to that was reserved at the price of the dearest model."""
    it, estimate = job(), client.estimate(task, price=accounts.pricing.of_one)
    reserve(accounts.database, it, pictures=task.number_of_images, usd=str(estimate.at_most))
    with suppress(TitanCoreError):
        client.generate(task, on_request=accounts.of(it.id), partial=True)
    return entry_of(accounts, it)


def billed(bedrock: BedrockSandbox) -> Decimal:
    return Decimal(str(bedrock.totals["charged_usd"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.lists(st.sampled_from(sorted(FAULTS - {"hang"})), max_size=6),
    task=st.builds(
        TextToImage,
        prompt=st.sampled_from(["a fox", "a forbidden fox", "a forbidden-output fox", "a forbidden-one fox"]),
        number_of_images=st.integers(1, 4),
    ),
)
def test_the_ledger_has_what_bedrock_bills_whatever_becomes_of_each_request(
    accounts: Accounts, client: ImageClient, bedrock: BedrockSandbox, faults: Sequence[str], task: TextToImage
) -> None:
    bedrock.reset()
    bedrock.change(painter="plain")
    for fault in faults:
        bedrock.fault_next(fault)

    entry = drawn(accounts, client, task)

    lost = [call for call in bedrock.calls if call["outcome"] == "cut"]
    refused = sum((price(call) for call in lost if not call["pictures"]), Decimal(0))  # nobody heard that it was
    assert entry.spent == billed(bedrock) + refused
    assert entry.unknown == sum(map(price, lost), Decimal(0))
    assert entry.unknown_pictures == len(lost)
    assert entry.spent <= entry.reserved


def price(call: Mapping[str, Any]) -> Decimal:
    return price_of(find(call["model_id"]), FOX)


def test_what_is_drawn_on_the_way_to_pictures_is_paid_and_is_none_of_them(
    accounts: Accounts, client: ImageClient, bedrock: BedrockSandbox
) -> None:
    task = Outpainting(image=PHOTO, mask_prompt="the dog", prompt="a beach", seed=5, number_of_images=2)

    entry = drawn(accounts, client, task)

    assert entry.spent == billed(bedrock) == entry.reserved == Decimal("0.21")
    assert (entry.state, entry.pictures, entry.model_id) == (EntryState.SETTLED, 2, find("inpaint", SERVICES).model_id)


def test_an_answer_that_is_too_large_may_have_been_billed(
    accounts: Accounts, client: ImageClient, bedrock: BedrockSandbox
) -> None:
    bedrock.change(picture_bytes=17_000_000)

    entry = drawn(accounts, client, FOX)

    assert entry.state is EntryState.UNKNOWN
    assert entry.spent == billed(bedrock) == Decimal("0.04")


def test_a_request_that_waits_for_its_minute_costs_nothing_if_its_worker_dies(
    database: Database, accounts: Accounts, clock: Clock
) -> None:
    """It is written down when it goes out, not when it stands in line."""

    def die(_seconds: float) -> None:
        raise SystemExit

    slots = CallSlots(database, 1, clock=clock)
    slots.prepare()
    minute = Accounts(database=database, slots=slots, pricing=accounts.pricing, sleep=die)
    it, request = job(), Request(model=CORE, task=FOX, pictures=1)
    reserve(database, it)
    minute.of(it.id)(request)
    with pytest.raises(SystemExit):
        minute.of(it.id)(request)

    entry = entry_of(accounts, it)
    assert (entry.pictures, entry.unknown) == (1, Decimal("0.04"))


def test_nothing_is_sent_for_an_entry_that_has_ended(
    accounts: Accounts, client: ImageClient, bedrock: BedrockSandbox
) -> None:
    it = job()
    reserve(accounts.database, it)
    before = entry_of(accounts, it)

    with pytest.raises(EntryEndedError):
        client.generate(FOX, on_request=accounts.of(it.id), partial=True)

    assert not bedrock.calls
    assert entry_of(accounts, it) == before


def test_own_prices_are_held_and_paid(accounts: Accounts, client: ImageClient, database: Database) -> None:
    prices = {CORE.model_id: Decimal("0.011"), find("ultra").model_id: Decimal("0.5")}
    pricing = Pricing(client_for=lambda _: client, confirm_usd=Decimal(1), prices=prices)

    entry = drawn(Accounts(database=database, slots=accounts.slots, pricing=pricing), client, FOX)

    assert (entry.reserved, entry.spent) == (Decimal("0.5"), Decimal("0.011"))
