"""The example of boto3 runs against the emulator as it stands, told of it by the environment alone."""

import os
import subprocess
import sys
from pathlib import Path

from sandbox.app_process import ROOT
from sandbox.bedrock import BedrockSandbox

EXAMPLE = ROOT / "examples" / "bedrock_boto3.py"


def test_a_picture_a_refusal_a_retired_model_and_the_models_of_a_region(tmp_path: Path) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.upper().startswith(("AWS_", "HTTP"))}
    with BedrockSandbox() as bedrock:
        keys = {"AWS_ACCESS_KEY_ID": "AKIASANDBOX", "AWS_SECRET_ACCESS_KEY": "sandbox", "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, str(EXAMPLE)],
            cwd=tmp_path,
            env={**inherited, **keys, "AWS_ENDPOINT_URL": bedrock.url},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        outcomes = [call["outcome"] for call in bedrock.calls]

    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert told[:2] == ["fox.png, seed 7", "Content filter: Filter reason: prompt"]
    assert told[2].startswith("ResourceNotFoundException - This model version has reached the end of its life.")
    assert told[3] == "Stable Image Core: stability.stable-image-core-v1:1"
    assert (tmp_path / "fox.png").read_bytes().startswith(b"\x89PNG")
    assert outcomes[0] == "ok"
