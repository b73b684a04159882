"""Pages of reports: the list and the rules, a report as the LKS works on it, evidence, signing, review, outputs."""
