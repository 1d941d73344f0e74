from typing import Any

from slack_sdk import WebClient

from sandbox.slack import SlackSandbox
from tests.sandbox_slack.calls import ADA, actions, button, modal, section
from tests.sandbox_slack.recording_app import Answer, RecordingApp


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def labelled(label: str, element: dict[str, Any], **more: object) -> dict[str, Any]:
    block_id = f"{element['action_id']}_block"
    return {"type": "input", "block_id": block_id, "label": words(label), "element": element, **more}


LOOKS = [{"text": words(name), "value": name} for name in ("grain", "sepia")]
PROMPT = {"type": "plain_text_input", "action_id": "prompt"}
PLACE = {"type": "conversations_select", "action_id": "where", "placeholder": words("A channel")}
FORM = modal(
    section("*A fox*, drawn again"),
    labelled("Prompt", PROMPT, hint=words("What you want to see")),
    labelled("Where", PLACE, optional=True),
    labelled("Looks", {"type": "checkboxes", "action_id": "looks", "options": LOOKS}, optional=True),
    actions(button("again")),
    submit=words("Draw"),
    close=words("Cancel"),
)


def test_a_form_is_printed_with_its_values_and_errors(
    slack: SlackSandbox, client: WebClient, app: RecordingApp
) -> None:
    assert slack.view_text("ada") == "(no form is open)\n"
    client.views_open(trigger_id=slack.command("ada", "general", "/imagine").trigger_id, view=FORM)
    slack.fill("ada", {"prompt": "a fox", "looks": ["grain"]})
    app.answer = lambda _: Answer(body='{"response_action": "errors", "errors": {"prompt_block": "Too short."}}')
    slack.submit_view("ada", {})
    assert slack.view_text("ada").splitlines() == [
        "┌ Edit",
        "│ A fox, drawn again",
        "│ Prompt",
        "│   a fox",
        "│   What you want to see",
        "│   ! Too short.",
        "│ Where (optional)",
        "│   (A channel)",
        "│ Looks (optional)",
        "│   [x] grain",
        "│   [ ] sepia",
        "│ [Again]",
        "└ [Cancel] [Draw]",
    ]


def test_the_home_tab_is_printed(slack: SlackSandbox, client: WebClient) -> None:
    assert slack.home_text("ada") == "(no Home tab is published)\n"
    client.views_publish(user_id=ADA, view={"type": "home", "blocks": [section("*Yours*"), actions(button("draw"))]})
    assert slack.home_text("ada").splitlines() == ["┌ Home of ada", "│ Yours", "│ [Draw]", "└"]
