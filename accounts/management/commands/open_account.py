"""``manage.py open_account``: the first administrator of a new installation, or anybody after."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import open_account
from accounts.models import Office
from accounts.roles import Role
from trail.refusal import Refusal


class Command(BaseCommand):
    help = "Membuka akun. Kata sandi dibaca dari AMANAH_PASSWORD; tanpa itu, orangnya menetapkan sendiri lewat surel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", action="append", required=True, choices=[role.value for role in Role])
        parser.add_argument("--office", help="kode satker; dibuat bila --office-name diberikan dan belum ada")
        parser.add_argument("--office-name")

    def handle(self, *args: Any, **options: Any) -> None:
        office = None
        if options["office"]:
            office = Office.objects.filter(code=options["office"]).first()
            if office is None and options["office_name"]:
                office = Office.objects.create(code=options["office"], name=options["office_name"])
            if office is None:
                raise CommandError("Kantor dengan kode satker itu belum ada; beri --office-name untuk membuatnya.")
        try:
            user = open_account(
                email=options["email"],
                name=options["name"],
                roles=[Role(value) for value in options["role"]],
                office=office,
                password=os.environ.get("AMANAH_PASSWORD"),
                by=None,
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Akun {user.email} dibuka: {user.role_labels}.")
