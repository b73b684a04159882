"""Making and reading the LPJ workbook. Pure Python: no Django, no database.

Making: ``template.make_workbook(TemplateIdentity) -> bytes``, the same bytes for the same identity.

Reading: ``read.read_report(file, expected=Expected(...)) -> Intake`` gives facts and intake's own findings (INT-…);
``Intake.cell_of(finding)`` is a finding's cell in that very file, also when sheets were renamed or columns moved.
``sheets.Unreadable`` and its kind ``read.WrongWorkbook`` carry a sentence for the treasurer. A file must have passed
the door (vault) first; the readers here trust no XML either.

Findings: ``groups.group``, ``groups.compare``, ``groups.known_by`` with ``groups.row_keys``; and
``annotate.annotate(file, [Located(finding, cell)]) -> bytes``, the workbook to take home.

Both are asked for by ``apart``, which has them done in a process of its own (``vault.apart``).

``layout`` is the one definition of sheets, columns and cells (``layout.cell_of(where)``); ``docs`` writes
docs/workbook.md from it. What reading complains about stands in ``problems``, one function for each obligation.
"""
