"""A distributor's answer comes in as a file: who got the money and who did not, by NIK, account or name."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.delivery_importing import DELIVERY_LIST
from grants.models import Disbursement
from imports.actions.runs import begin_import, confirm_import
from imports.models import ImportRun
from tests.grants.conftest import Stage
from tests.grants.test_deliveries import hand_out, running, states
from tests.imports.sending import problems, workbook

__all__ = ["running"]
HEADINGS = ("NIK", "Nama", "Nomor rekening", "Status", "Tanggal", "Diserahkan oleh", "Alasan")
NIK = "320101010180000{}".format
WHY = "Pindah alamat dan tidak dapat dihubungi."
POST = "Kantor Pos Bogor"


def answered(stage: Stage, payment: Disbursement, *rows: tuple[str, ...]) -> ImportRun:
    upload = SimpleUploadedFile("jawaban.xlsx", workbook(HEADINGS, rows))
    return begin_import(importer=DELIVERY_LIST, upload=upload, by=stage.finance, context=payment)


def test_an_answer_is_shown_and_then_recorded_for_each_recipient(stage: Stage, running: Disbursement):
    run = answered(
        stage,
        running,
        (NIK(1), "", "", "Tersalurkan", "14/04/2021", POST, ""),
        ("", "penerima 2", "", "berhasil", "15/04/2021", POST, ""),
        (NIK(3), "", "", "Tidak", "", "", WHY),
    )
    assert problems(run) == {}
    assert (run.state, run.changed, states(running)) == ("ready", 3, ["waiting"] * 3)
    confirm_import(run=run, by=stage.finance, version=run.version, fingerprint=run.fingerprint)
    assert states(running) == ["delivered", "delivered", "undelivered"]
    days = running.deliveries.order_by("recipient__place").values_list("delivered_on", flat=True)
    assert [day and day.day for day in days] == [14, 15, None]
    again = answered(stage, running, (NIK(1), "", "", "Tersalurkan", "14/04/2021", POST, ""))
    assert (again.same, again.writes) == (1, 0)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("3201010101800009", "", "", "Tersalurkan", "14/04/2021", POST, ""), "tidak ada di antara penerima"),
        (("", "", "", "Tersalurkan", "14/04/2021", POST, ""), "NIK, nomor rekening, atau nama wajib diisi"),
        ((NIK(1), "", "", "Mungkin", "14/04/2021", POST, ""), "tidak dikenal"),
        ((NIK(1), "", "", "Tersalurkan", "11/04/2021", POST, ""), "Mendahului tanggal SP2D"),
        ((NIK(1), "", "", "Tersalurkan", "14/04/2021", "", ""), "Wajib diisi bila tersalurkan"),
        ((NIK(1), "", "", "Tersalurkan", "", POST, ""), "Wajib diisi bila tersalurkan"),
        ((NIK(1), "", "", "Tidak", "", "", "tutup"), "terlalu singkat"),
        ((NIK(2), "", "", "Tidak", "", "", WHY), "Sudah tercatat tersalurkan"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_its_row(stage: Stage, running: Disbursement, row, says):
    hand_out(stage, running, 2)
    run = answered(stage, running, row)
    assert run.state == "refused"
    assert says in " ".join(problems(run).values())


def test_somebody_named_twice_is_refused_the_second_time(stage: Stage, running: Disbursement):
    row = ("Tersalurkan", "14/04/2021", POST, "")
    run = answered(stage, running, (NIK(1), "", "", *row), ("", "Penerima 1", "", *row))
    assert "sudah ada pada baris 2" in " ".join(problems(run).values())
