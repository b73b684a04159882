"""Pages of LKS, of their agreements, and of the import."""
