"""The tests of the documents would see what is wrong with one."""

from pathlib import Path

import pytest

from tests.tooling.checkout import Checkout, first_missing
from tests.tooling.command_words import fault
from tests.tooling.documents import Command, blocks_of, commands, inline_commands, unfenced

PAGE = """\
Type `titan "a fox" --seed 7`, or `make
sandbox`; `titan-v1` is no command.

1. Do:

   ```console
   $ echo one \\
       two
   one two
   $ false
   ```

```python
print("$ no command")
```
"""


def test_blocks_are_found_with_their_lines_and_without_a_list_s_indentation() -> None:
    first, second = blocks_of("page.md", PAGE)

    assert (str(first), first.language, str(second), second.language) == (
        "page.md:6",
        "console",
        "page.md:13",
        "python",
    )
    assert list(commands(first)) == [Command(line="echo one two", printed=("one two",)), Command(line="false")]


def test_commands_in_sentences_and_code_by_spaces_are_found() -> None:
    assert inline_commands(PAGE) == ['titan "a fox" --seed 7', "make sandbox"]
    assert unfenced("Do:\n\n    make indented\n\nDone.\n") == ["    make indented\n"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("python -m bot manifest --uri https://bot.example.com", "--uri"),
        (".venv/bin/python -m bot doctors", "doctors"),
        ("DATA_DIR=var python3 -m bot rules set limits", "value"),
        ("echo /imagine | python -m sandbox --onze x", "--onze"),
        ("sudo make sandbocks", "sandbocks"),
        ('titan "a fox" --sead 7 > fox.txt', "--sead"),
    ],
)
def test_what_a_program_would_not_take_is_told(line: str, told: str) -> None:
    assert told in fault(Command(line=line))


@pytest.mark.parametrize(
    "line", ["curl --made-up", "make setup sandbox PYTHONS=python3", "titan --help", "cd x && make"]
)
def test_what_is_fine_or_no_program_of_ours_is_left_alone(line: str) -> None:
    assert not fault(Command(line=line))


def test_a_line_that_is_printed_elsewhere_or_not_at_all_is_missed() -> None:
    printed = "ok    one\nok    two of 3\nend"

    assert first_missing(("ok    one", "…", "ok    two of …"), printed) is None
    assert first_missing(("ok    two of …", "ok    one"), printed) == "ok    one"
    assert first_missing(("ok    two",), printed) == "ok    two"


def test_lines_go_on_from_each_other_and_a_failing_one_is_told(tmp_path: Path) -> None:
    with Checkout(tmp_path, {}) as clone:
        clone.run(Command(line="export WORD=fox && mkdir den && cd den"))
        clone.run(Command(line='echo "a $WORD" > said; cat said; ls Makefile ../Makefile || true', printed=("a fox",)))
        with pytest.raises(AssertionError, match="ended with 1"):
            clone.run(Command(line="false"))
        with pytest.raises(AssertionError, match="doesn't print 'a cat'"):
            clone.run(Command(line="cat said", printed=("a cat",)))
