"""What is chosen from a list when a person, a service or an aid is written down.

Clusters and companions are those of ATENSI. The categories are those by which social offices count whom they serve
(PPKS): 26 by Permensos 8/2012, it is said, which nobody here has read; shown as "belum dikonfirmasi". They are data:
one is added or renamed here, and forms, filters, imports and figures follow.
"""

from __future__ import annotations

from django.db import models


class Cluster(models.TextChoices):
    """The five clusters of those served; the values are those of the workbook."""

    CHILDREN = "anak", "Anak"
    DISABILITY = "disabilitas", "Penyandang disabilitas"
    ELDERLY = "lansia", "Lanjut usia"
    DRUGS = "napza", "Korban penyalahgunaan napza"
    VULNERABLE = "tuna_sosial", "Tuna sosial dan korban perdagangan orang"


class Sex(models.TextChoices):
    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class CompanionKind(models.TextChoices):
    """Who accompanies a person through a service."""

    SOCIAL_WORKER = "peksos", "Pekerja sosial"
    PSM = "psm", "Pekerja sosial masyarakat (PSM)"
    TKSK = "tksk", "Tenaga kesejahteraan sosial kecamatan (TKSK)"


class EndReason(models.TextChoices):
    """Why a service ends."""

    GOAL = "tujuan", "Tujuan pelayanan tercapai"
    HANDED_OVER = "rujuk", "Dialihkan ke pihak lain"
    OWN_WISH = "sendiri", "Permintaan sendiri atau keluarga"
    MOVED = "pindah", "Pindah atau tidak dapat ditemui"
    DIED = "meninggal", "Meninggal"


class Programme(models.TextChoices):
    """Other programmes in which a person is looked up."""

    DTKS = "dtks", "DTKS"
    PKH = "pkh", "PKH"
    BLT = "blt", "BLT"
    KUBE = "kube", "KUBE"
    PROKUS = "prokus", "Prokus"


class CheckResult(models.TextChoices):
    LISTED = "terdaftar", "Terdaftar"
    NOT_LISTED = "tidak", "Tidak terdaftar"
    DIFFERENT = "berbeda", "Terdaftar dengan data berbeda"


class OpeningReason(models.TextChoices):
    """For what somebody opens a whole NIK and case notes."""

    SERVICE = "layanan", "Menyiapkan atau mendampingi pelayanan"
    PAYMENT = "bantuan", "Mencocokkan penerima sebelum bantuan diserahkan"
    CORRECTION = "betul", "Membetulkan data atau menjawab penerima"
    AUDIT = "periksa", "Pemeriksaan atau tindak lanjut temuan"


CATEGORIES: tuple[tuple[str, str], ...] = (
    ("balita_terlantar", "Anak balita terlantar"),
    ("anak_terlantar", "Anak terlantar"),
    ("anak_hukum", "Anak yang berhadapan dengan hukum"),
    ("anak_jalanan", "Anak jalanan"),
    ("anak_disabilitas", "Anak dengan kedisabilitasan"),
    ("anak_kekerasan", "Anak korban kekerasan atau diperlakukan salah"),
    ("anak_khusus", "Anak yang memerlukan perlindungan khusus"),
    ("lansia_terlantar", "Lanjut usia terlantar"),
    ("disabilitas", "Penyandang disabilitas"),
    ("tuna_susila", "Tuna susila"),
    ("gelandangan", "Gelandangan"),
    ("pengemis", "Pengemis"),
    ("pemulung", "Pemulung"),
    ("minoritas", "Kelompok minoritas"),
    ("bekas_warga_binaan", "Bekas warga binaan lembaga pemasyarakatan"),
    ("odha", "Orang dengan HIV/AIDS"),
    ("napza", "Korban penyalahgunaan napza"),
    ("perdagangan_orang", "Korban perdagangan orang"),
    ("kekerasan", "Korban tindak kekerasan"),
    ("pekerja_migran", "Pekerja migran bermasalah sosial"),
    ("bencana_alam", "Korban bencana alam"),
    ("bencana_sosial", "Korban bencana sosial"),
    ("perempuan_rawan", "Perempuan rawan sosial ekonomi"),
    ("fakir_miskin", "Fakir miskin"),
    ("keluarga_bermasalah", "Keluarga bermasalah sosial psikologis"),
    ("komunitas_adat", "Komunitas adat terpencil"),
)
