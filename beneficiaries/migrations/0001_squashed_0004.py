"""beneficiaries: all that stands when a database is made; takes the place of its first 4 migrations."""

import beneficiaries.identity
import django.core.validators
import django.db.models.deletion
import partners.bounds
import vault.private
from django.conf import settings
from django.db import migrations, models

from trail.keeping import keeping


class Migration(migrations.Migration):
    replaces = [
        ("beneficiaries", "0001_initial"),
        ("beneficiaries", "0002_append_only"),
        ("beneficiaries", "0003_visits_to_come"),
        ("beneficiaries", "0004_checked_once_a_day"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0005"),
        ("partners", "0001_squashed_0007"),
        ("trail", "0001_squashed_0003"),
        ("vault", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="beneficiaries",
                        to="accounts.office",
                    ),
                ),
                (
                    "nik",
                    vault.private.EncryptedTextField(
                        validators=[beneficiaries.identity.validate_nik], verbose_name="NIK"
                    ),
                ),
                ("nik_index", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "born_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_document_day],
                        verbose_name="tanggal lahir",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("L", "Laki-laki"), ("P", "Perempuan")],
                        editable=False,
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "cluster",
                    models.CharField(
                        choices=[
                            ("anak", "Anak"),
                            ("disabilitas", "Penyandang disabilitas"),
                            ("lansia", "Lanjut usia"),
                            ("napza", "Korban penyalahgunaan napza"),
                            ("tuna_sosial", "Tuna sosial dan korban perdagangan orang"),
                        ],
                        max_length=20,
                        verbose_name="klaster",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
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
                        ],
                        max_length=30,
                        verbose_name="kategori PPKS",
                    ),
                ),
                ("regency_code", models.CharField(blank=True, max_length=5, verbose_name="kode kabupaten/kota")),
                ("regency", models.CharField(blank=True, max_length=100, verbose_name="kabupaten/kota")),
                ("province", models.CharField(blank=True, max_length=100, verbose_name="provinsi")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(fields=["office", "name", "id"], name="person_office_name"),
                    models.Index(fields=["nik_index"], name="person_nik"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "nik_index"), name="person_once_per_office"),
                    models.CheckConstraint(
                        condition=models.Q(("nik_index", ""), _negated=True), name="person_has_nik_index"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="accounts.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="beneficiaries.person"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="partners.agreement",
                        verbose_name="perjanjian",
                    ),
                ),
                (
                    "approach",
                    models.CharField(
                        choices=[
                            ("keluarga", "Berbasis keluarga"),
                            ("komunitas", "Berbasis komunitas"),
                            ("residensial", "Berbasis residensial"),
                        ],
                        max_length=20,
                        verbose_name="pendekatan",
                    ),
                ),
                ("components", models.JSONField(default=list, verbose_name="komponen ATENSI")),
                (
                    "companion_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("peksos", "Pekerja sosial"),
                            ("psm", "Pekerja sosial masyarakat (PSM)"),
                            ("tksk", "Tenaga kesejahteraan sosial kecamatan (TKSK)"),
                        ],
                        max_length=10,
                        verbose_name="pendamping",
                    ),
                ),
                ("companion_name", models.CharField(blank=True, max_length=200, verbose_name="nama pendamping")),
                ("started_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="mulai")),
                (
                    "assessed_on",
                    models.DateField(
                        blank=True, null=True, validators=[partners.bounds.validate_day], verbose_name="tanggal asesmen"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "conferred_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="tanggal pembahasan kasus",
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                ("notes", vault.private.EncryptedTextField(blank=True, verbose_name="catatan kasus")),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, null=True, validators=[partners.bounds.validate_day], verbose_name="berakhir"
                    ),
                ),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tujuan", "Tujuan pelayanan tercapai"),
                            ("rujuk", "Dialihkan ke pihak lain"),
                            ("sendiri", "Permintaan sendiri atau keluarga"),
                            ("pindah", "Pindah atau tidak dapat ditemui"),
                            ("meninggal", "Meninggal"),
                        ],
                        max_length=10,
                        verbose_name="sebab berakhir",
                    ),
                ),
                ("ended_because", models.TextField(blank=True, editable=False, verbose_name="alasan")),
                (
                    "handed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to="partners.partner",
                        verbose_name="dialihkan ke LKS",
                    ),
                ),
                (
                    "handed_to_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="dialihkan ke dinas sosial atau pihak lain"
                    ),
                ),
                (
                    "next_visit_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[partners.bounds.validate_day],
                        verbose_name="kunjungan berikutnya",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-started_on", "-pk"],
                "indexes": [
                    models.Index(fields=["office", "started_on", "id"], name="service_office_day"),
                    models.Index(
                        condition=models.Q(("next_visit_on__isnull", False)),
                        fields=["office", "next_visit_on"],
                        name="service_next_visit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "running"), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="ended_service_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "running"), models.Q(("ended_because", ""), _negated=True), _connector="OR"
                        ),
                        name="ended_service_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conferred_on", None), ("assessed_on__lte", models.F("conferred_on")), _connector="OR"
                        ),
                        name="conference_follows_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_visit_on", None),
                            models.Q(("next_visit_on__gte", models.F("ended_on")), ("state", "ended")),
                            _connector="OR",
                        ),
                        name="visits_follow_the_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="beneficiaries.person"
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        choices=[
                            ("dtks", "DTKS"),
                            ("pkh", "PKH"),
                            ("blt", "BLT"),
                            ("kube", "KUBE"),
                            ("prokus", "Prokus"),
                        ],
                        max_length=10,
                        verbose_name="program",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("terdaftar", "Terdaftar"),
                            ("tidak", "Tidak terdaftar"),
                            ("berbeda", "Terdaftar dengan data berbeda"),
                        ],
                        max_length=10,
                        verbose_name="hasil",
                    ),
                ),
                ("checked_on", models.DateField(validators=[partners.bounds.validate_day], verbose_name="tanggal")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-checked_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "programme", "checked_on"), name="checked_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="beneficiaries.service",
                    ),
                ),
                (
                    "visited_on",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="tanggal kunjungan"),
                ),
                ("visited_by", models.CharField(max_length=200, verbose_name="dikunjungi oleh")),
                ("result", models.TextField(max_length=2000, verbose_name="hasil")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["visited_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Aid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(editable=False, max_length=20, verbose_name="status")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aid",
                        to="accounts.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aid", to="beneficiaries.person"
                    ),
                ),
                ("nik_index", models.CharField(editable=False, max_length=64)),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aid",
                        to="partners.partner",
                        verbose_name="LKS",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aid",
                        to="partners.agreement",
                        verbose_name="perjanjian",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aid",
                        to="beneficiaries.service",
                        verbose_name="pelayanan",
                    ),
                ),
                (
                    "component",
                    models.CharField(
                        choices=[
                            ("hidup_layak", "Dukungan pemenuhan hidup layak"),
                            ("perawatan", "Perawatan sosial dan/atau pengasuhan anak"),
                            ("keluarga", "Dukungan keluarga"),
                            ("terapi", "Terapi fisik, psikososial dan mental spiritual"),
                            ("vokasional", "Pelatihan vokasional dan/atau pembinaan kewirausahaan"),
                            ("bantuan", "Bantuan sosial dan asistensi sosial"),
                            ("aksesibilitas", "Dukungan aksesibilitas"),
                        ],
                        max_length=20,
                        verbose_name="komponen",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("uang", "Uang"), ("barang", "Barang"), ("jasa", "Jasa")],
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=250, verbose_name="berupa")),
                (
                    "value",
                    models.BigIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="nilai"
                    ),
                ),
                (
                    "given_on",
                    models.DateField(validators=[partners.bounds.validate_day], verbose_name="tanggal serah terima"),
                ),
                ("bast_number", models.CharField(blank=True, max_length=80, verbose_name="nomor BAST")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.storedfile",
                    ),
                ),
                ("despite", models.TextField(blank=True, verbose_name="alasan diberikan lagi")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("kantor", "Dicatat kantor"),
                            ("laporan", "Laporan LKS yang diterima"),
                            ("sk", "SK penerima"),
                        ],
                        default="kantor",
                        editable=False,
                        max_length=10,
                        verbose_name="sumber",
                    ),
                ),
                ("source_record", models.BigIntegerField(editable=False, null=True)),
                ("source_row", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_because", models.TextField(blank=True, editable=False)),
            ],
            options={
                "ordering": ["-given_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "recorded")),
                        fields=["nik_index", "component", "form", "given_on", "office", "agreement", "source", "id"],
                        name="aid_same_kind",
                    ),
                    models.Index(fields=["office", "given_on", "id"], name="aid_office_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_record__isnull", False)),
                        fields=("source", "source_record", "source_row"),
                        name="aid_once_per_source_row",
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gt", 0)), name="aid_value_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("nik_index", ""), _negated=True), name="aid_has_nik_index"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "recorded"), models.Q(("withdrawn_because", ""), _negated=True), _connector="OR"
                        ),
                        name="withdrawn_aid_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repeated_by", to="beneficiaries.aid"
                    ),
                ),
                (
                    "again",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repeats", to="beneficiaries.aid"
                    ),
                ),
                (
                    "first_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "again_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "component",
                    models.CharField(
                        choices=[
                            ("hidup_layak", "Dukungan pemenuhan hidup layak"),
                            ("perawatan", "Perawatan sosial dan/atau pengasuhan anak"),
                            ("keluarga", "Dukungan keluarga"),
                            ("terapi", "Terapi fisik, psikososial dan mental spiritual"),
                            ("vokasional", "Pelatihan vokasional dan/atau pembinaan kewirausahaan"),
                            ("bantuan", "Bantuan sosial dan asistensi sosial"),
                            ("aksesibilitas", "Dukungan aksesibilitas"),
                        ],
                        max_length=20,
                        verbose_name="komponen",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("uang", "Uang"), ("barang", "Barang"), ("jasa", "Jasa")],
                        max_length=10,
                        verbose_name="bentuk",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="diberikan lagi pada")),
                ("days", models.PositiveIntegerField(verbose_name="jarak (hari)")),
            ],
            options={
                "ordering": ["-given_on", "-pk"],
                "indexes": [
                    models.Index(fields=["first_office", "given_on"], name="repeat_first_office"),
                    models.Index(fields=["again_office", "given_on"], name="repeat_again_office"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "again"), name="repeat_once_per_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("first", models.F("again")), _negated=True), name="repeat_is_of_two"
                    ),
                ],
            },
        ),
        keeping(
            "beneficiaries_repeat",
        ),
    ]
