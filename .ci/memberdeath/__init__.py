"""What becomes of requests when members die, are restarted, slow down, or all fail. Standard library only."""
