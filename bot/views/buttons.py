"""The buttons' action_ids, and a button as a block element. A value is an id of ours, never what somebody wrote."""

from typing import Any, Literal

# Under every picture; the value is a PictureId.
REROLL = "reroll_picture"
VARY = "vary_picture"
EDIT = "edit_picture"
SAVE = "save_picture"
MORE = "more_about_picture"
PICK = "pick_picture"  # …_1 to …_5 under a sheet
# Under a private preview; the value is a PictureId.
POST = "post_private"
SHUFFLE = "shuffle_private"
DISCARD = "discard_private"
# In the More view, which knows its picture.
GET_FILE = "get_file"
SHOW_PARAMETERS = "show_parameters"
SEND = "send_to_channel"
SHOW_IN_CHANNEL = "show_in_channel"
DELETE = "delete_picture"
# Where something went wrong; the value is a job's id, its asker's own.
EDIT_JOB = "edit_job"
DRAW_AGAIN = "draw_again"
# Where a picture's file is gone; the value says which message showed it (bot/listeners/presses.py).
REDRAW = "redraw_picture"
# Where a line could not be read; the value is a draft's id (kind "line": bot/intake/mending.py).
EDIT_LINE = "edit_line"
DRAW_LINE = "draw_line"
# Where something is asked before it is drawn; the value is a draft's id (kind "batch").
DRAW_ASKED = "draw_asked"
DRAW_UNASKED = "draw_unasked"  # … and never ask about other languages again
DROP_ASKED = "drop_asked"
ASK_ADMIN = "ask_admin"  # of what a limit refused: the value is a draft's id (kind "ask": bot/intake/refusing.py)
APPROVE_ONCE = "approve_once"  # the admins' three; the value is an ask's id (bot/store/asks.py)
RAISE_LIMIT = "raise_limit"
DECLINE = "decline_ask"
APPROVE_PICTURE = "approve_picture"  # the reviewers' two; the value is a job's id (bot/store/reviews.py)
REJECT_PICTURE = "reject_picture"
OPEN_RULES = "open_rules"
OPEN_TEAM_USAGE = "open_team_usage"
CANCEL = "cancel_job"
CANCEL_LISTED = "cancel_listed_job"  # in the list of one's own jobs, which is shown anew
OPEN_FORM = "open_form"
OPEN_HISTORY = "open_history"
OPEN_SETTINGS = "open_settings"

_TEXT = 75  # characters of a label; of Slack's limits the one that translations may meet

Style = Literal["primary", "danger"]


def button(  # noqa: PLR0913  # keyword-only: what a label alone doesn't say
    text: str,
    action_id: str,
    value: str,
    *,
    style: Style | None = None,
    confirm: dict[str, Any] | None = None,
    label: str = "",
) -> dict[str, Any]:
    """Build a button; `label` is what a screen reader says instead of the text."""
    element: dict[str, Any] = {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": {"type": "plain_text", "text": text[:_TEXT], "emoji": False},
    }
    extra = {"style": style, "confirm": confirm, "accessibility_label": label[:_TEXT]}
    return {**element, **{name: given for name, given in extra.items() if given}}


def confirmation(title: str, text: str, confirm: str, deny: str) -> dict[str, Any]:
    """Build what Slack asks before it sends the press: title up to 100 characters, text 300, buttons 30 each."""
    plain = {"title": title[:100], "text": text[:300], "confirm": confirm[:30], "deny": deny[:30]}
    return {name: {"type": "plain_text", "text": said} for name, said in plain.items()}
