"""`python -m sandbox.bedrock`: stays up, and says how to call it."""

import argparse
import logging
import sys
from collections.abc import Sequence

from sandbox.bedrock.catalog import MODELS, PROFILES
from sandbox.bedrock.server import BedrockSandbox
from sandbox.version import VERSION

_DEFAULT_PORT = 4500
_MAX_PORT = 65_535

_HOW_TO_CALL = """\
Amazon Bedrock's image models at {url}: sketches instead of a model's pictures, no account, any keys.

Drawing: {active}
Editing: {services}, by inference profile in {profile_regions}
Past their end of life: {retired}

With the AWS CLI (the picture is base64 in fox.json):

  export AWS_ENDPOINT_URL={url} AWS_DEFAULT_REGION=us-west-2
  export AWS_ACCESS_KEY_ID=AKIASANDBOX AWS_SECRET_ACCESS_KEY=sandbox
  echo '{{"prompt": "a red fox, watercolor"}}' > fox-body.json
  aws bedrock-runtime invoke-model --model-id stability.stable-image-core-v1:1 --body fileb://fox-body.json fox.json

With boto3:

  client = boto3.client("bedrock-runtime", endpoint_url="{url}", region_name="us-west-2",
                        aws_access_key_id="AKIASANDBOX", aws_secret_access_key="sandbox")
  answer = client.invoke_model(modelId="stability.stable-image-core-v1:1", body='{{"prompt": "a red fox"}}')
  picture = base64.b64decode(json.loads(answer["body"].read())["images"][0])

What it was asked, and its bill:  curl {url}/_sandbox/calls
Make the next three calls fail:   curl {url}/_sandbox/next -d '{{"fault": "ThrottlingException", "times": 3}}'
Draw as slowly as a model:        curl {url}/_sandbox/settings -d '{{"latency": "model"}}'
Let a model retire:               curl {url}/_sandbox/settings \\
                                    -d '{{"lifecycle": {{"stability.stable-image-core-v1:1": "end_of_life"}}}}'

The word `forbidden` in a prompt meets the content filter, and so does a picture that is nothing but magenta. The
account has a guardrail, `sandbox` (version 1), which stops the word `guarded`. docs/bedrock_emulator.md says the rest.
Ctrl-C ends it.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C. Exit code 0; 2 for arguments that can't be used, with the reason on stderr."""
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        sandbox = BedrockSandbox(port=options.port, latency=options.latency, alive=options.alive)
    except ValueError as error:
        parser.error(str(error))
    except OSError as error:
        parser.error(f"port {options.port} can't be served ({error.strerror}); choose another with --port")
    with sandbox:
        sys.stdout.write(_how_to_call(sandbox))
        sys.stdout.flush()
        try:
            sandbox.join()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.bedrock", description=__doc__)
    parser.add_argument("--version", action="version", version=f"sandbox.bedrock {VERSION}")
    parser.add_argument("--port", type=_port, default=_DEFAULT_PORT, help=f"0: a free one; default {_DEFAULT_PORT}")
    parser.add_argument("--alive", nargs="+", default=[], metavar="MODEL", help="retired models that draw nevertheless")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="from request to answer")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_MAX_PORT}, not {text!r}")
    return int(text)


def _how_to_call(sandbox: BedrockSandbox) -> str:
    lifecycles = sandbox.state.settings_json()["lifecycle"]
    active = [
        f"{model_id} ({', '.join(MODELS[model_id].regions)})"
        for model_id in lifecycles
        if lifecycles[model_id] == "active" and not MODELS[model_id].profile
    ]
    retired = [model_id for model_id in lifecycles if lifecycles[model_id] != "active"]
    return _HOW_TO_CALL.format(
        url=sandbox.url,
        active=", ".join(active),
        services=", ".join(PROFILES),
        profile_regions=", ".join(next(iter(PROFILES.values())).regions),
        retired=", ".join(retired) or "none",
    )


if __name__ == "__main__":
    sys.exit(main())
