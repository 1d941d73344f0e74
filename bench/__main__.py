"""`python -m bench`: the bot beside the plain road, measured in one run."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import report
from bench.side_by_side import roads
from sandbox.app_process import ROOT
from sandbox.version import VERSION

_MODEL_SECONDS = (0.0, 2.0)
_PICTURES, _QUICK_PICTURES = 15, 3
_IDLE_SECONDS, _QUICK_IDLE_SECONDS = 15.0, 5.0
_REST_SECONDS = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 0."""
    options = _parser().parse_args(arguments)
    pictures = options.pictures or (_QUICK_PICTURES if options.quick else _PICTURES)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder, roads(Path(folder)) as both:
        results = []
        for seconds in _MODEL_SECONDS:
            print(f"drawing with a model of {seconds:g} s …", file=sys.stderr, flush=True)
            results.append(both.compare(seconds, pictures))
        both.idle(_REST_SECONDS)
        at_rest = both.idle(_QUICK_IDLE_SECONDS if options.quick else _IDLE_SECONDS)
    print("\n\n".join(report.whole(results, at_rest)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--version", action="version", version=f"bench {VERSION}")
    parser.add_argument("--quick", action="store_true", help="a few pictures: does it still run, roughly how fast")
    parser.add_argument("--pictures", type=_count, metavar="N", help=f"by each road and model; default {_PICTURES}")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"a whole number from 1, not {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
