"""`python -m titan_core` is the same as `titan`."""

import sys

from titan_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
