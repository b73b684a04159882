"""Sentra Kreasi ATENSI: who makes, what was sold in a month, what each maker is due and was handed."""

from activities.models.hand_over import HandOver, MakerShare, MakerShareQuerySet
from activities.models.sales import Maker, SaleLine, SalesMonth, SalesMonthQuerySet

__all__ = [
    "HandOver",
    "Maker",
    "MakerShare",
    "MakerShareQuerySet",
    "SaleLine",
    "SalesMonth",
    "SalesMonthQuerySet",
]
