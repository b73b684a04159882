"""Follow the money: one chain from the DIPA line to who got it and what went back, with each missing link named."""
