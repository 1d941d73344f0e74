"""What isn't run by the general test of the documents: run by a test of its own, or not on this machine."""

from tests.tooling.documents import Block, blocks

# Blocks of a document and language that another test runs, all of them; it reads the document.
ELSEWHERE = {
    ("README.md", "python"): "tests/tooling/test_readme.py",
    ("README.md", "text"): "tests/tooling/test_readme.py",
    ("docs/bedrock_emulator.md", "console"): "tests/tooling/test_sandbox_document.py",
    ("docs/bedrock_emulator.md", "python"): "tests/tooling/test_sandbox_document.py",
    ("docs/contributing/add-a-flag.md", "diff"): "tests/tooling/test_contributing.py",
    ("docs/contributing/add-a-model.md", "diff"): "tests/tooling/test_contributing.py",
    ("docs/contributing/add-a-surface.md", "diff"): "tests/tooling/test_contributing.py",
    ("docs/conversation.md", "text"): "tests/tooling/test_conversation.py",
    ("docs/deploy.md", "json"): "tests/tooling/test_container.py",
    ("docs/limits.md", "text"): "tests/road/test_rules_asks.py",
    ("docs/runbook.md", "console"): "tests/bot/test_operations_runbook.py",
    ("docs/sandbox.md", "console"): "tests/tooling/test_sandbox_document.py",
    ("docs/sandbox.md", "python"): "tests/tooling/test_sandbox_document.py",
    ("docs/titan_core.md", "console"): "tests/tooling/test_titan_core_examples.py",
    ("docs/titan_core.md", "python"): "tests/tooling/test_titan_core_examples.py",
    ("docs/titan_core.md", "text"): "tests/tooling/test_titan_core_reference.py",
    ("docs/usage.md", "text"): "tests/road/test_rules_usage.py",
}

# How lines begin that can't be run here, and why. Parsers read what they say to programs of ours all the same.
NOT_HERE = {
    "aws bedrock ": "ends an agreement of a real AWS account; the AWS CLI reads it",
    "docker ": "needs a Docker engine; tests/tooling/test_container.py runs what the image holds",
    "git pull": "from where the reader's clone came from",
    "journalctl": "reads the log of a service on the reader's machine",
    "make demo": "tests/tooling/test_demo.py and test_readme.py run it",
    "pipx ": "asks a service on the internet",
    "sudo ": "changes the reader's machine",
}

# The same for commands within sentences.
ONLY_MENTIONED = {
    "make": "tests/tooling/test_makefile.py runs every recipe, with probes",
    "python -m bench": "measures for minutes",
}


def is_run_elsewhere(block: Block) -> bool:
    """By another test; a translation's, where the page that it translates has the same block."""
    if block.document == "README.ko.md":
        return block.text in [original.text for original in blocks("README.md")]
    return (block.document, block.language) in ELSEWHERE
