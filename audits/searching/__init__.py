"""Finding an amount, a number, a name or a NIK anywhere between the DIPA line and who got the money."""
