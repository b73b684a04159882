"""What the working papers of a sample say of its whole population, with the formula that was used, in words."""

from __future__ import annotations

from dataclasses import dataclass

from audits.models import AuditSample, SampleItem, WorkingPaper
from audits.sampling.chance import Stratum
from audits.sampling.draw import Draw, Pick
from audits.sampling.estimation import ENOUGH, Estimate, Part, estimate
from audits.sampling.population import Item
from audits.sampling.projection import Projection, project
from rupiah.format import format_angka, format_rupiah

#: Confidence in percent where the plan of the sample says none.
USUAL_CONFIDENCE = 95
CONFIDENCES = (80, 90, 95, 99)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of a sample there are, and how far their papers are."""

    items: int
    begun: int
    sent: int
    reviewed: int
    right: int
    wrong: int
    untestable: int

    @property
    def is_complete(self) -> bool:
        return self.reviewed == self.items

    @property
    def done(self) -> str:
        return f"{format_angka(self.reviewed)} dari {format_angka(self.items)}"

    @property
    def under_way(self) -> str:
        return f"{format_angka(self.begun)} sudah ditulis, {format_angka(self.sent)} sudah dikirim"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the projection: what it is called, rupiah (None where it cannot be told), and how it comes about."""

    label: str
    amount: int | None
    how: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Projected:
    """``monetary`` for monetary-unit samples, ``classical`` for the others; ``found`` is what the papers found."""

    confidence: int
    monetary: Projection | None
    classical: Estimate | None
    tolerable: int | None

    @property
    def upper_limit(self) -> int | None:
        if self.monetary is not None:
            return self.monetary.upper_limit
        return self.classical.upper_limit if self.classical is not None else None

    @property
    def lines(self) -> list[Line]:
        """Each figure in rupiah with its formula in words."""
        return _monetary(self.monetary) if self.monetary is not None else _classical(self.classical)

    @property
    def is_tolerable(self) -> bool | None:
        """Whether the limit stays within what was called tolerable; None where either is not known."""
        if self.tolerable is None or self.upper_limit is None:
            return None
        return self.upper_limit <= self.tolerable

    @property
    def tolerated(self) -> str:
        return f"Yang dapat diterima: {format_rupiah(self.tolerable or 0)}."


def _monetary(found: Projection) -> list[Line]:
    lines = [
        Line("Salah saji ditemukan", found.found, "Jumlah kelebihan catat pada butir yang diuji."),
        Line(
            "Salah saji diproyeksikan",
            found.projected,
            "Butir yang pasti terpilih: salahnya sendiri. Butir lain: bagian yang salah dari nilainya (tainting) × "
            "interval, sekali untuk setiap rupiah yang mengenainya.",
        ),
        Line(
            "Ketepatan dasar",
            found.basic_precision,
            "Faktor keyakinan untuk nol kesalahan × interval: yang mungkin salah walaupun tidak ada yang ditemukan.",
        ),
        Line(
            "Batas atas salah saji",
            found.upper_limit,
            "Ketepatan dasar + salah saji butir yang pasti terpilih + untuk setiap tainting, mulai dari yang terbesar: "
            "kenaikan faktor keyakinan × tainting × interval.",
            total=True,
        ),
    ]
    if found.understated:
        how = "Jumlah kekurangan catat; ditunjukkan sendiri dan tidak mengurangi yang di atas."
        lines.insert(1, Line("Kekurangan catat ditemukan", found.understated, how))
    return lines


def _classical(found: Estimate | None) -> list[Line]:
    assert found is not None  # one of the two there always is
    how = "Taksiran selisih + nilai z tingkat keyakinan × galat baku, dengan koreksi populasi terbatas."
    if found.upper_limit is None:
        how = "Tidak dapat dihitung: dari suatu bagian populasi hanya satu butir yang diuji."
    elif found.is_rough:
        how += f" Baru {found.tested} butir yang diuji; di bawah {ENOUGH} butir batas ini kasar."
    return [
        Line("Salah saji ditemukan", found.found, "Jumlah tercatat dikurangi jumlah menurut pemeriksa."),
        Line(
            "Proyeksi menurut rata-rata selisih",
            found.by_difference,
            "Rata-rata salah saji setiap butir yang diuji × banyaknya butir, dijumlahkan untuk setiap strata.",
        ),
        Line(
            "Proyeksi menurut rasio",
            found.by_ratio,
            "Salah saji ÷ nilai yang diuji × nilai populasi, dijumlahkan untuk setiap strata.",
        ),
        Line("Batas atas salah saji", found.upper_limit, how, total=True),
    ]


def progress_of(sample: AuditSample) -> Progress:
    """One query, however many items there are."""
    papers = list(WorkingPaper.objects.of_sample(sample).order_by().values_list("state", "result"))
    sent = [result for state, result in papers if state != "draft"]
    return Progress(
        items=sample.count,
        begun=len(papers),
        sent=len(sent),
        reviewed=sum(state == "reviewed" for state, _ in papers),
        right=sent.count("sesuai"),
        wrong=sent.count("tidak-sesuai"),
        untestable=sent.count("tidak-dapat-diuji"),
    )


def projected(sample: AuditSample, confidence: int | None = None) -> Projected:
    """By the papers that were sent for review; an item without one counts as right. What cannot be tested counts as
    wrong with all of its amount, as ISA 530 has it of what no procedure reaches [general knowledge of the field,
    without the edition at hand]. ``confidence`` in percent, else that of the plan."""
    plan = sample.drawn_by_plan
    level = confidence or (plan.precision.confidence if plan.precision else USUAL_CONFIDENCE)
    tolerable = plan.precision.tolerable if plan.precision else None
    papers = WorkingPaper.objects.of_sample(sample).exclude(state="draft").select_related("item")
    audited = {paper.item.key: paper.counted for paper in papers if paper.counted is not None}
    items = list(sample.items.all())
    if plan.method.is_monetary:
        return Projected(level, project(_draw(sample, items), level, audited), None, tolerable)
    return Projected(level, None, estimate(_parts(sample, items, audited), level), tolerable)


def _draw(sample: AuditSample, items: list[SampleItem]) -> Draw:
    """The draw as it was kept, without the population."""
    picks = (
        Pick(Item(item.key, item.amount), item.stratum, tuple(item.rupiah), certain=item.certain) for item in items
    )
    return Draw(
        plan=sample.drawn_by_plan,
        population_hash=sample.population_hash,
        population_count=sample.population_count,
        population_amount=sample.population_amount,
        left_out=sample.left_out,
        picks=tuple(picks),
        interval=sample.interval,
        start=sample.start,
        strata=tuple(Stratum(**stratum) for stratum in sample.strata),
        whole=sample.whole,
    )


def _parts(sample: AuditSample, items: list[SampleItem], audited: dict[str, int]) -> list[Part]:
    """The strata of which something was chosen, or the whole population."""
    tested: dict[str, list[tuple[int, int]]] = {}
    for item in items:
        right = audited.get(item.key, item.amount)
        tested.setdefault(item.stratum, []).append((item.amount, item.amount - right))
    if not sample.strata:
        worth = sample.population_count - sample.left_out
        return [Part(worth, sample.population_amount, tested[""])]
    return [
        Part(stratum["count"], stratum["amount"], tested[stratum["name"]])
        for stratum in sample.strata
        if stratum["name"] in tested
    ]
