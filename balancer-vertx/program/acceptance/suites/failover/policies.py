"""The failure policies that are compared: with each what its name does not say, and which faults tell something of it."""

TIMEOUTS = "timeouts: {connect: 1s, firstByte: 2s}"
QUICK = "failure: {retry: 1s, retryMax: 1s, slowStart: 2s}, timeouts: {connect: 500ms, firstByte: 1s}"

# The settings, and a part of the names of the faults.
SHORT = {
    "ours": (QUICK, ""),
}

FULL = {
    "ours": (TIMEOUTS, ""),
    "ours-again": ("attempts: {on: [connect, reset, timeout]}, " + TIMEOUTS, "connections"),
    "ours-probes": ("probe: {path: /page, interval: 1s, timeout: 1s, fall: 2}, " + TIMEOUTS, "connections"),
    "ours-bybusyness": ("strategy: bybusyness, " + TIMEOUTS, "killed"),
    "apache": ("failure: {policy: apache, retry: 10s}, " + TIMEOUTS, ""),
}


def chosen(options):
    """The settings of each policy, and the text that its faults have."""
    policies = FULL if options.full else SHORT
    if options.policy:
        policies = {options.policy: policies[options.policy]}
    return {name: (settings, options.fault or fault) for name, (settings, fault) in policies.items()}
