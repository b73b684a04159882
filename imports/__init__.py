"""Tables that come in from Excel or CSV: read, judged row by row, shown, and taken in whole or not at all.

A room above registers what it imports (``imports.registry``); upload, preview, background work and repeat are the same
for all of them.
"""
