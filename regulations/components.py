"""The seven components of ATENSI, as the ministry names them."""

from __future__ import annotations

from collections.abc import Mapping

COMPONENTS: Mapping[str, str] = {
    "hidup_layak": "Dukungan pemenuhan hidup layak",
    "perawatan": "Perawatan sosial dan/atau pengasuhan anak",
    "keluarga": "Dukungan keluarga",
    "terapi": "Terapi fisik, psikososial dan mental spiritual",
    "vokasional": "Pelatihan vokasional dan/atau pembinaan kewirausahaan",
    "bantuan": "Bantuan sosial dan asistensi sosial",
    "aksesibilitas": "Dukungan aksesibilitas",
}
