"""Writes about Sentra Kreasi: one function for each intention of a person."""

from activities.actions.hand_overs import record_hand_over, withdraw_hand_over
from activities.actions.makers import record_maker
from activities.actions.months import close_month, correct_month, discard_month, record_month, revise_month
from activities.actions.sales import NewSale, record_sale, record_sales, remove_sale

__all__ = [
    "NewSale",
    "close_month",
    "correct_month",
    "discard_month",
    "record_hand_over",
    "record_maker",
    "record_month",
    "record_sale",
    "record_sales",
    "remove_sale",
    "revise_month",
    "withdraw_hand_over",
]
