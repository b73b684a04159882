"""How people come in: accounts are opened by an administrator, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "Surel atau kata sandi tidak cocok. Periksa keduanya, atau buat kata sandi baru lewat “Lupa kata sandi?”."
        ),
        "too_many_login_attempts": "Terlalu banyak percobaan masuk. Tunggu sebentar, lalu coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
