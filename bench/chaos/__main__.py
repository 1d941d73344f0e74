"""`python -m bench.chaos`: processes killed every second, Slack and Bedrock failing, and what is lost: nothing."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.chaos.plan import on_postgresql, on_sqlite
from bench.chaos.run import measure
from bench.chaos.told import told
from sandbox.app_process import ROOT

_PLANS = {"postgresql": on_postgresql, "sqlite": on_sqlite}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; exit code 0, or 1 if anything is as it should not be."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--database", choices=_PLANS, help="default: one after the other")
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep data and logs there")
    options = parser.parse_args(arguments)
    data = ROOT / "var"
    data.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix="bench-") as folder:
        wrong: list[str] = []
        for name in [options.database] if options.database else _PLANS:
            account = measure(_PLANS[name](options.jobs, options.seed), (options.folder or Path(folder)) / name)
            print(told(account), flush=True)
            wrong += account.wrong()
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
