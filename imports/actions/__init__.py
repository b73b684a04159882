"""Writes about imports: what people ask for (``runs``), and the work that it means (``work``)."""
