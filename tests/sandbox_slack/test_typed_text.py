"""What people type reaches the app without a loss, names apart."""

import html

from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.typed_text import as_escaped_command, as_message
from sandbox.slack.workspace import Workspace

WORKSPACE = Workspace()
NAMES = {f"@{name}": user.id for user in WORKSPACE.users.values() for name in (user.name, user.real_name)}


@given(st.text())
def test_a_message_can_be_read_back(text: str) -> None:
    sent = as_message(WORKSPACE, text.replace("@", ""))
    assert html.unescape(sent) == text.replace("@", "")
    assert not set(sent) & set("<>")


@given(st.text(st.characters(exclude_characters="@#:")))
def test_a_command_without_names_and_links_stays_as_typed(text: str) -> None:
    assert as_escaped_command(WORKSPACE, text) == text


@given(
    st.sampled_from(sorted(NAMES)), st.sampled_from(("", "(", " ", "\n", "≤")), st.sampled_from(("", ",", " and", "'s"))
)
def test_whoever_is_named_is_meant(name: str, before: str, after: str) -> None:
    for sent in (as_message(WORKSPACE, before + name + after), as_escaped_command(WORKSPACE, before + name + after)):
        assert f"<@{NAMES[name]}>" in sent
        assert name not in sent
