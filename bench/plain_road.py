"""The plain road to `/imagine`, as tutorials take it: acknowledge, draw in the listener, share the file.

Nothing is kept: a picture that is being drawn when the process ends is lost, and so is one that Slack is too busy for.
Run by `python -m bench`; its arguments are PORT SLACK_API_URL BOT_TOKEN SIGNING_SECRET BEDROCK_URL.
"""

import base64
import json
import sys
from collections.abc import Callable
from typing import Any

import boto3
from slack_bolt import Ack, App
from slack_sdk import WebClient

MODEL_ID = "stability.stable-image-core-v1:1"


def create_app(slack_api_url: str, bot_token: str, signing_secret: str, bedrock_url: str) -> App:
    app = App(signing_secret=signing_secret, client=WebClient(token=bot_token, base_url=slack_api_url))

    def imagine(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        ack()
        picture = draw(command["text"], bedrock_url)
        client.files_upload_v2(
            channel=command["channel_id"],
            file=picture,
            filename="imagine.png",
            title=command["text"],
            initial_comment=f"<@{command['user_id']}> imagined: {command['text']}",
        )

    listen: Callable[..., object] = app.command("/imagine")
    listen(imagine)
    return app


def draw(prompt: str, bedrock_url: str) -> bytes:
    """Draw one square picture of 1024 x 1024 pixels, with a session and a client made for it."""
    bedrock = boto3.Session(region_name="us-west-2").client("bedrock-runtime", endpoint_url=bedrock_url)
    body = {"prompt": prompt, "aspect_ratio": "1:1", "output_format": "png"}
    answer = json.loads(bedrock.invoke_model(modelId=MODEL_ID, body=json.dumps(body))["body"].read())
    return base64.b64decode(answer["images"][0])


if __name__ == "__main__":
    create_app(*sys.argv[2:]).start(port=int(sys.argv[1]))
