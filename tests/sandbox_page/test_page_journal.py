from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.journal import Journal, Noted

Change = Callable[[Noted[str, int]], None]
keys = st.sampled_from("abcde")


def put(key: str, value: int) -> Change:
    return lambda noted: noted.__setitem__(key, value)


def drop(key: str) -> Change:
    return lambda noted: noted.__delitem__(key) if key in noted else None


changes = st.lists(st.builds(put, keys, st.integers()) | st.builds(drop, keys))


@given(st.lists(changes, max_size=8))
def test_whoever_takes_in_what_changed_since_last_time_knows_all(batches: list[list[Change]]) -> None:
    journal = Journal()
    noted: Noted[str, int] = Noted(journal)
    seen: dict[str, int] = {}
    revision = 0
    for batch in batches:
        for change in batch:
            change(noted)
        for key in noted.changed_since(revision):
            if key in noted:
                seen[key] = noted[key]
            else:
                seen.pop(key, None)
        revision = journal.revision
        assert seen == noted


def test_nothing_changed_since_now() -> None:
    journal = Journal()
    noted: Noted[str, int] = Noted(journal)
    noted["a"] = 1
    assert list(noted.changed_since(0)) == ["a"]
    assert list(noted.changed_since(journal.revision)) == []
