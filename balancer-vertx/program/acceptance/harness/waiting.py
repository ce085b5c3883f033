"""Waiting for a condition, with a bound; and letting time pass where time is what is tried."""

import asyncio
import time

POLL_SECONDS = 0.02


def wait_until(condition, seconds=10.0):
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


async def until(condition, seconds=10.0):
    """The same where an event loop has to go on meanwhile."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(POLL_SECONDS)
    return True


def lasting(seconds):
    """Lets a load or a fault last for so long; it is never a wait for something to happen."""
    time.sleep(max(0.0, seconds))
