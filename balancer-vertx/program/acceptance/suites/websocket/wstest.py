"""Run by Jython: Autobahn's fuzzing client. Arguments: the jar it lies in, and its specification."""

import sys

JAR, SPECIFICATION = sys.argv[1:3]
sys.path.insert(0, JAR)
sys.argv = ["wstest", "-m", "fuzzingclient", "-s", SPECIFICATION]

from autobahntestsuite.wstest import run  # noqa: E402

run()
