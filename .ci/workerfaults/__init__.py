"""The packaged balancer before real workers that go wrong. Standard library only."""
