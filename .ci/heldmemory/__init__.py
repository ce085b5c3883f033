"""What clients can make a balancer hold: attacks on its memory, and what is seen of them from outside."""
