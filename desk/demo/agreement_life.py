"""What happens to agreements after their signing: extended, changed by an addendum, and new ones withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desk.demo.papers import addendum_scan
from desk.demo.scenes import Scene
from partners.actions.addenda import (
    approve_addendum,
    draft_addendum,
    propose_addendum,
    revise_addendum,
    revise_extension,
)
from partners.actions.sanctions import ask_for_lift
from partners.models import Addendum, Agreement, Partner
from partners.terms import terms_of


def extend(scene: Scene, agreement: Agreement, *, days: int) -> None:
    """The agreement runs ninety days longer, by a paper of so many ``days`` ago."""
    by, because = scene.by("finance"), "Pengadaan peralatan usaha tertunda karena penyedia kehabisan stok."
    addendum = draft_addendum(agreement=agreement, by=by, kind=Addendum.Kind.EXTENSION, because=because)
    ends_on = agreement.ends_on + timedelta(days=90)
    addendum = revise_extension(addendum=addendum, by=by, version=addendum.version, because=because, ends_on=ends_on)
    addendum = propose_addendum(addendum=addendum, by=by, version=addendum.version)
    approve_addendum(
        addendum=addendum,
        by=scene.by("ppk"),
        version=addendum.version,
        number=f"{scene.number:03d}/ADD/CONTOH/{scene.ago(days):%m/%Y}",
        signed_on=scene.ago(days),
        upload=addendum_scan(f"{scene.place.name}\nPerjanjian {agreement.number}"),
    )


def ask_to_change(scene: Scene, agreement: Agreement) -> None:
    """Three hearing aids less, six cooking sets more, for the same value; waits for the PPK."""
    by, because = scene.by("finance"), "Tiga alat bantu dengar sudah diberikan rumah sakit daerah; dialihkan ke usaha."
    addendum = draft_addendum(agreement=agreement, by=by, kind=Addendum.Kind.TERMS, because=because)
    terms, moved = terms_of(agreement), {"K.03": -3, "K.04": 6}
    addendum = revise_addendum(
        addendum=addendum,
        by=by,
        version=addendum.version,
        because=because,
        value=terms.value,
        ends_on=terms.ends_on,
        budget_lines=[replace(line, volume=line.volume + moved.get(line.code, 0)) for line in terms.budget],
        instalments=terms.instalments,
    )
    propose_addendum(addendum=addendum, by=by, version=addendum.version)


def ask_to_lift(scene: Scene, partner: Partner) -> None:
    """No new agreement while a report is overdue; the PPK asks the KPA to set that aside."""
    ask_for_lift(
        partner=partner,
        because="Satu-satunya LKS disabilitas di kabupaten ini; laporannya sedang disusun ulang bersama verifikator.",
        valid_until=scene.today + timedelta(days=30),
        by=scene.by("ppk"),
    )
