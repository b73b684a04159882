"""LKS, their documents and officers, and the agreements (PKS) signed with them."""
