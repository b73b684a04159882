"""What the treasury and the banks report, held against what we paid: pure Python, files in, matches out.

The way of a file: bytes become a grid of raw cells (``csv_grid``, ``xlsx_grid``); in it the heading row is found and
each column's meaning suggested (``headings``, ``mapping``); rows become reported lines with their places (``table``);
lines are held against our payments (``match``), and what came of it is told in Indonesian (``sentences``). What cannot
be read is a problem with its place and how to mend it, never a guess.
"""
