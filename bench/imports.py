"""`python -m bench.imports`: CPU that importing titan_core adds to importing boto3, and that `titan --help` takes.

The aim is for `import titan_core`, which is what everyone pays. Its names load what they need when they are first used:
"all of it" is the price of using every one of them.
"""

import subprocess
import sys

AIM_MS = 60
ROUNDS = 20
BOTO3 = "boto3's own import"
ONE, ALL, HELP = "import titan_core, after boto3", "all of it, after boto3", "titan --help, from nothing"
MEASURED = {  # what is there before, and what is timed
    BOTO3: ("", "import boto3"),
    ONE: ("import boto3", "import titan_core"),
    ALL: ("import boto3", "from titan_core import *"),
    HELP: ("", "from titan_core.commands.routing import routed\ntry: routed(['--help'])\nexcept SystemExit: pass"),
}
PROGRAM = """
import sys, time
{before}
start = time.process_time()
{timed}
sys.stderr.write(str(time.process_time() - start))
"""


def cpu_ms(before: str, timed: str) -> float:
    """CPU of one fresh interpreter, without its own start."""
    program = PROGRAM.format(before=before, timed=timed)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(done.stderr) * 1000


def measured(rounds: int = ROUNDS) -> dict[str, float]:
    """The least of many, turn by turn, so that whatever else the machine does hits all alike."""
    turns = [{name: cpu_ms(*code) for name, code in MEASURED.items()} for _ in range(rounds)]
    return {name: min(turn[name] for turn in turns) for name in MEASURED}


def main() -> int:
    least = measured()
    print("\n".join([f"{'CPU ms':>8}", *(f"{spent:8.1f}  {name}" for name, spent in least.items())]))
    print(f"The least of {ROUNDS} fresh interpreters each. The aim: {ONE}, at most {AIM_MS} ms.")
    return 0 if least[ONE] <= AIM_MS else 1


if __name__ == "__main__":
    sys.exit(main())
