"""A small Slack app, for the sandbox's command line: draws one flat picture a command, without a model.

What it does hangs on the command's text: `refuse` answers the asker alone, `silent` nothing, `crash` ends the app,
`late` acknowledges after the three seconds, anything else is drawn.
"""

import os
import struct
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.webhook import WebhookClient


def flat_picture(width: int = 64, height: int = 48) -> bytes:
    """A valid one-colour PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\xc8\x64\x28" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


class App:
    def __init__(self) -> None:
        self.client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])

    def handle(self, command: dict[str, str]) -> None:
        if command["text"] == "refuse":
            WebhookClient(command["response_url"]).send(text="I don't draw that.")
        elif command["text"] == "crash":
            sys.stderr.write("the stand-in crashed as asked\n")
            os._exit(3)
        elif command["text"] != "silent":
            self.draw(command)

    def draw(self, command: dict[str, str]) -> None:
        channel, data = command["channel_id"], flat_picture()
        posted = self.client.chat_postMessage(channel=channel, text=f"Drawing for <@{command['user_id']}> …")
        upload = self.client.files_getUploadURLExternal(filename="flat.png", length=len(data))
        with urlopen(Request(upload["upload_url"], data=data, method="POST")) as answer:  # noqa: S310
            answer.read()
        self.client.files_completeUploadExternal(files=[{"id": upload["file_id"], "title": "flat"}])
        image: dict[str, object] = {
            "type": "image",
            "slack_file": {"id": upload["file_id"]},
            "alt_text": command["text"],
        }
        self.publish(channel, str(posted["ts"]), image)

    def publish(self, channel: str, ts: str, image: dict[str, object]) -> None:
        while True:
            try:
                self.client.chat_update(channel=channel, ts=ts, text="a picture", blocks=[image])
            except SlackApiError as refusal:
                if refusal.response["error"] != "invalid_blocks":
                    raise
                time.sleep(0.1)
            else:
                return


def main() -> None:
    app = App()
    if "SLACK_APP_TOKEN" in os.environ:
        run_socket_mode(app)
    else:
        run_http(app)


def run_http(app: App) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            command = dict(parse_qsl(body.decode(), keep_blank_values=True))
            if command["text"] == "late":
                time.sleep(4)
            self.answer()
            threading.Thread(target=app.handle, args=(command,), daemon=True).start()

        def answer(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()


def run_socket_mode(app: App) -> None:
    def listen(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        threading.Thread(target=app.handle, args=(request.payload,), daemon=True).start()

    web = WebClient(token=os.environ["SLACK_APP_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    client = SocketModeClient(app_token=os.environ["SLACK_APP_TOKEN"], web_client=web)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    threading.Event().wait()


if __name__ == "__main__":
    main()
