"""What the suites share: the balancer, workers, scripted members, load, the wire, reports; each of them once."""
