"""Pages of the office's money: allocations, an agreement's instalments, disbursements, returns."""
