"""A Slack app that has nothing to do with pictures: `/lunch` asks who comes along, a form asks where to.

Without Slack, in a clone after `make setup`:

  .venv/bin/python -m sandbox --app-command ".venv/bin/python examples/slack_app.py" --manifest examples/slack_app.yml
"""

import os
from typing import Any

from slack_bolt import Ack, App, Say
from slack_sdk import WebClient

Json = dict[str, Any]
client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ.get("SLACK_API_URL", WebClient.BASE_URL))
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str) -> Json:
    return {"type": "button", "text": words(text), "action_id": action_id}


@app.command("/lunch")
def ask(ack: Ack, say: Say, command: Json) -> None:
    ack()
    text = f"<@{command['user_id']}> asks: lunch at {command['text'] or 'noon'}?"
    question = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    buttons = {"type": "actions", "elements": [button("Join", "join"), button("Where?", "where")]}
    say(text=text, blocks=[question, buttons])


@app.action("join")
def join(ack: Ack, say: Say, body: Json) -> None:
    ack()
    say(f"<@{body['user']['id']}> comes along.", thread_ts=body["message"]["ts"])


@app.action("where")
def open_form(ack: Ack, body: Json) -> None:
    ack()
    element = {"type": "plain_text_input", "action_id": "place"}
    field = {"type": "input", "block_id": "place", "label": words("Place"), "element": element}
    view: Json = {"type": "modal", "callback_id": "place", "title": words("Lunch"), "submit": words("Suggest")}
    view |= {"blocks": [field], "private_metadata": body["channel"]["id"]}
    client.views_open(trigger_id=body["trigger_id"], view=view)


@app.view("place")
def suggest(ack: Ack, body: Json, view: Json) -> None:
    place = view["state"]["values"]["place"]["place"]["value"]
    if place == "here":
        ack(response_action="errors", errors={"place": "Not again: name another place."})
        return
    ack()
    client.chat_postMessage(channel=view["private_metadata"], text=f"<@{body['user']['id']}> suggests {place}.")


if __name__ == "__main__":
    app.start(int(os.environ.get("PORT", "3000")))
