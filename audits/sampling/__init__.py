"""Choosing what an audit tests: samples that any other auditor can draw again. Pure Python, no Django.

A population is a list of items with keys and amounts (``population``). A ``Plan`` says how to draw (``plan``),
``draw`` draws and ``repeat`` says whether population and selection are still the same (``draw``). The three methods are
those of the audit literature: random and stratified selection (``chance``), and monetary-unit sampling (``monetary``),
whose size follows from confidence and misstatements (``sizes``) and whose errors are projected (``projection``).

Sources: AICPA Audit Guide *Audit Sampling*; Arens, Elder and Beasley, *Auditing and Assurance Services*, the chapters
on sampling; ISA 530 *Audit Sampling*, which leaves the method to the auditor and asks that every unit have a chance of
selection. Taken as general knowledge of the field, without the editions at hand: no pages or paragraphs are named. What
Indonesian standards (SPKN of BPK, standards of AAIPI) ask of samples is not confirmed here.
"""

from audits.sampling.draw import Draw, Repetition, draw, repeat
from audits.sampling.plan import By, Method, Plan, Unfit
from audits.sampling.population import Item, Population

__all__ = ["By", "Draw", "Item", "Method", "Plan", "Population", "Repetition", "Unfit", "draw", "repeat"]
