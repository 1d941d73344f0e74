"""What people do with buttons, menus and forms."""

from collections.abc import Mapping
from dataclasses import replace

from sandbox.slack import answers, forms, payloads
from sandbox.slack.acks import apply_submission_ack
from sandbox.slack.courier import Courier
from sandbox.slack.entities import Json, Message, User, View
from sandbox.slack.forms import Found
from sandbox.slack.link import Parcel
from sandbox.slack.modals import close_views, keep_view, view_stack
from sandbox.slack.state import Delivery, Slack

_ON_ENTER, _ON_TYPING = "on_enter_pressed", "on_character_entered"


class Hands:
    """Everything here may be called from any thread, and returns when the app has acknowledged or failed to."""

    def __init__(self, slack: Slack, courier: Courier) -> None:
        self._workspace = slack.workspace
        self._courier = courier

    def press(  # noqa: PLR0913  one argument each of what somebody presses, and how
        self,
        user: str,
        shown: Json,
        action_id: str,
        value: object = None,
        values: Mapping[str, object] | None = None,
        *,
        is_confirmed: bool = True,
    ) -> Delivery:
        """Press a button, choose `value` in a menu, or Enter in a text field, in what a listing returned.

        `values` are what the other fields hold by now, by action_id or block_id: put in before.
        `is_confirmed` is the answer to the element's `confirm` dialog, if it has one. ValueError if there is nothing
        such that this user could press; KeyError if the message is gone.
        """
        with self._workspace.lock:
            person = self._workspace.user(user)
            if "ts" in shown:
                parcel, found = self._press_in_message(person, self.message(shown), action_id, value, values or {})
            else:
                view = self._filled(person, self.view(person, shown), values or {})
                parcel, found = self._press_in_view(person, view, action_id, value)
            silence = "" if is_confirmed or "confirm" not in found[1] else "not confirmed"
            silence = silence or _silence(found, _ON_ENTER)
        return self._courier.keep(parcel, silence) if silence else self._courier.deliver(parcel)

    def type_in(
        self,
        user: str,
        action_id: str,
        text: str,
        message: Json | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Delivery:
        """Type into a field of the open form without Enter: the app hears of it with on_character_entered only.

        Once with the whole text, where Slack's client sends one payload a pause. `message` is another view that is
        shown, as the Home tab; `values` are put in before, as for `press`.
        """
        with self._workspace.lock:
            person, view = self._top_view(user) if message is None else self._shown_view(user, message)
            view = self._filled(person, view, values or {})
            parcel, found = self._press_in_view(person, view, action_id, text)
            silence = _silence(found, _ON_TYPING)
        return self._courier.keep(parcel, silence) if silence else self._courier.deliver(parcel)

    def fill(self, user: str, values: Mapping[str, object]) -> None:
        """Put values into the open form, by action_id; the app isn't told, not even by menus that would tell it."""
        with self._workspace.lock:
            person, view = self._top_view(user)
            self._filled(person, view, values)

    def submit_view(self, user: str, values: Mapping[str, object]) -> Delivery:
        """Send the form on top, `values` by action_id put in. The ack's response_action is carried out."""
        with self._workspace.lock:
            person, view = self._top_view(user)
            view = self._filled(person, view, values)
            forms.check_required(view.body["blocks"], view.values)
            parcel = payloads.view_submission(self._workspace, person, view)
        delivery = self._courier.deliver(parcel)
        if delivery.error:
            return delivery
        with self._workspace.lock:
            return apply_submission_ack(self._workspace, delivery, view)

    def close_view(self, user: str) -> Delivery:
        """Close the form on top, with clear_on_close all; the app hears of it only if it asked for notify_on_close."""
        with self._workspace.lock:
            person, view = self._top_view(user)
            is_cleared = bool(view.body.get("clear_on_close"))
            parcel = payloads.view_closed(self._workspace, person, view, is_cleared=is_cleared)
            del self._workspace.views[view.id]
            if is_cleared:
                close_views(self._workspace, person.id)
        if view.body.get("notify_on_close"):
            return self._courier.deliver(parcel)
        return self._courier.keep(parcel, "notify_on_close is off")

    def message(self, shown: Json) -> Message:
        """The message of a listing as it is now. KeyError if it is gone."""
        place = (str(shown["channel"]), str(shown["ts"]))
        message = self._workspace.messages.get(place) or self._workspace.ephemerals.get(place)
        if message is None:
            raise KeyError(f"no message {place[1]} in {place[0]}: it may have been deleted")
        return message

    def view(self, person: User, shown: Json) -> View:
        """The modal of a listing, or this user's Home tab, as it is now. KeyError if there is none."""
        return self._workspace.views.get(shown["id"]) or self._workspace.homes[person.id]

    def _press_in_message(
        self, person: User, message: Message, action_id: str, value: object, held: Mapping[str, object]
    ) -> tuple[Parcel, Found]:
        """Beside what is `held`, its menus show what they do at first: Slack keeps them in each client alone."""
        blocks = list(message.content.blocks)
        found = forms.element_of(blocks, person, action_id, value)
        state = forms.fill_in(self._workspace, person, blocks, forms.values_of(blocks), held)
        values, answer = self._answered(person, state, found, value)
        action = forms.action_json(found, answer, self._workspace.new_ts())
        return payloads.message_action(self._workspace, person, message, action, values), found

    def _press_in_view(self, person: User, view: View, action_id: str, value: object) -> tuple[Parcel, Found]:
        found = forms.element_of(view.body["blocks"], person, action_id, value)
        values, answer = self._answered(person, view.values, found, value)
        view = keep_view(self._workspace, replace(view, values=values))
        action = forms.action_json(found, answer, self._workspace.new_ts())
        return payloads.view_action(self._workspace, person, view, action), found

    def _answered(self, person: User, values: Json, found: Found, value: object) -> tuple[Json, Json]:
        """All values, and this element's answer, empty for a button."""
        block, element = found
        if element["type"] == "overflow":
            return values, {"selected_option": answers.option_of(element, value)}
        if not answers.holds_values(element):
            return values, {}
        answer = answers.after(self._workspace, person, element, value)
        kept = {**values.get(block["block_id"], {}), element["action_id"]: answer}
        return {**values, block["block_id"]: kept}, answer

    def _filled(self, person: User, view: View, values: Mapping[str, object]) -> View:
        filled = forms.fill_in(self._workspace, person, view.body["blocks"], view.values, values)
        return keep_view(self._workspace, replace(view, values=filled))

    def _shown_view(self, user: str, shown: Json) -> tuple[User, View]:
        person = self._workspace.user(user)
        return person, self.view(person, shown)

    def _top_view(self, user: str) -> tuple[User, View]:
        person = self._workspace.user(user)
        stack = view_stack(self._workspace, person.id)
        if not stack:
            raise ValueError(f"{person.name} has no form open")
        return person, stack[-1]


def _silence(found: Found, cause: str) -> str:
    """Why the app isn't told, empty if it is: an `input` block tells only with dispatch_action.

    A text field tells of Enter unless its dispatch_action_config says otherwise.
    """
    block, element = found
    if block["type"] == "input" and not block.get("dispatch_action"):
        return "dispatch_action is off"
    if "text_input" not in element["type"] and element["type"] != "number_input":
        return ""
    causes = element.get("dispatch_action_config", {}).get("trigger_actions_on", [_ON_ENTER])
    return "" if cause in causes else f"dispatch_action_config has no {cause}"
