"""`python3 -m acceptance`: the same as `run`."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
