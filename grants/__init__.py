"""Allocations, decrees, disbursements, and what goes back to the treasury."""
