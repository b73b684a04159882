"""What an agreement may be for, in which form, with which components of ATENSI and by which approach."""

from __future__ import annotations

from django.db import models


class AssistancePurpose(models.TextChoices):
    """What social assistance may be for; the value's order is that of the account groups 571 to 576."""

    REHABILITATION = "rehabilitasi", "Rehabilitasi sosial"
    SECURITY = "jaminan", "Jaminan sosial"
    EMPOWERMENT = "pemberdayaan", "Pemberdayaan sosial"
    PROTECTION = "perlindungan", "Perlindungan sosial"
    POVERTY = "kemiskinan", "Penanggulangan kemiskinan dan pelayanan dasar"
    DISASTER = "bencana", "Penanggulangan bencana"


class AssistanceForm(models.TextChoices):
    MONEY = "uang", "Uang"
    GOODS = "barang", "Barang"
    SERVICES = "jasa", "Jasa"


class AtensiComponent(models.TextChoices):
    """The seven components of ATENSI."""

    DECENT_LIFE = "hidup_layak", "Dukungan pemenuhan hidup layak"
    CARE = "perawatan", "Perawatan sosial dan/atau pengasuhan anak"
    FAMILY = "keluarga", "Dukungan keluarga"
    THERAPY = "terapi", "Terapi fisik, psikososial dan mental spiritual"
    TRAINING = "vokasional", "Pelatihan vokasional dan/atau pembinaan kewirausahaan"
    ASSISTANCE = "bantuan", "Bantuan sosial dan asistensi sosial"
    ACCESS = "aksesibilitas", "Dukungan aksesibilitas"


class Approach(models.TextChoices):
    FAMILY = "keluarga", "Berbasis keluarga"
    COMMUNITY = "komunitas", "Berbasis komunitas"
    RESIDENTIAL = "residensial", "Berbasis residensial"
