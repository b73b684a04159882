"""Inspectors grant engagements; offices that audit are the inspectorate and BPK."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_saved_filters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="office",
            name="kind",
            field=models.CharField(
                choices=[("balai", "Balai / Sentra"), ("inspektorat", "Pemeriksa (Itjen, BPK)")],
                default="balai",
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.AlterField(
            model_name="rolegrant",
            name="role",
            field=models.CharField(
                choices=[
                    ("treasurer", "Bendahara LKS"),
                    ("partner_head", "Ketua LKS"),
                    ("verifier", "Verifikator LPJ"),
                    ("ppk", "Pejabat Pembuat Komitmen"),
                    ("ppspm", "Pejabat Penanda Tangan SPM"),
                    ("finance", "Staf Keuangan"),
                    ("kpa", "Kuasa Pengguna Anggaran"),
                    ("auditor", "Auditor"),
                    ("inspector", "Inspektur"),
                    ("legal", "Analis Hukum"),
                    ("admin", "Administrator"),
                ],
                max_length=20,
                verbose_name="peran",
            ),
        ),
    ]
