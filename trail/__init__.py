"""What happened, in order, unforgeable: events in a hash chain for each office, and the one way to change a state."""
