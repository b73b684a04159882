"""What stands twice, across LKS and offices: lists with reasons, never verdicts.

``near`` finds photos that look alike (pure), ``places`` says where a thing stands as far as the reader may see,
``evidence`` and ``registers`` find each kind, ``kinds`` is the table of them.
"""
