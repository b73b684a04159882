""" LKS, dokumen, perjanjian kerja sama:LKS and the agreements signed with them."""
