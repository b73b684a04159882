"""What stands twice, across LKS and offices: lists with reasons, never verdicts.

``near`` finds photos that look alike and ``letters`` is the key of names (both pure), ``places`` says where a thing
stands as far as the reader may see; ``evidence``, ``receipts``, ``registers`` and ``beneficiaries`` find each kind,
``kinds`` is the table of them.
"""
