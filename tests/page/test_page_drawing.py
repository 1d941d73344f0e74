"""From a typed line to a picture, and on from there."""

from playwright.sync_api import expect

from tests.page.house import House
from tests.page.person import PATIENCE, Person


def test_a_command_becomes_a_placeholder_and_then_a_picture(house: House, ada: Person) -> None:
    house.bedrock.change(latency=1.0)
    ada.say("/imagine a red fox in the snow --no people")

    expect(ada.page.get_by_role("article")).to_be_visible(timeout=PATIENCE)
    ada.look("placeholder")
    ada.picture("a red fox in the snow")
    ada.look("picture")
