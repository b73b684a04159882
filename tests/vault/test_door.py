from __future__ import annotations

import errno
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from tests.vault.files import pdf, picture, workbook
from vault.door import clean_name, file_away, judge_only, receive, send
from vault.kinds import EVIDENCE, WORKBOOKS, Kind, name_kinds
from vault.models import StoredFile
from vault.preview import preview_jpeg
from vault.refused import Refused
from vault.sweep import sweep_vault


def upload(content: bytes, name: str = "lpj.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def keep(content: bytes, sender, name: str = "nota.jpg") -> StoredFile:
    return receive(upload(content, name), by=sender, accept=EVIDENCE | WORKBOOKS, label="Bukti")


# -- in


def test_what_comes_in_is_kept_byte_for_byte_with_its_sender_and_kind(vault_folder, sender):
    content = workbook()
    stored = receive(upload(content), by=sender, accept=WORKBOOKS, label="Buku kerja LPJ")
    row = StoredFile.objects.get(key=stored.key)
    assert (row.kind, row.size, row.original_name, row.received_by) == (Kind.XLSX, len(content), "lpj.xlsx", sender)
    with row.open() as kept:
        assert kept.read() == content
    assert row.is_intact()
    (place,) = files_in(vault_folder)
    assert place.name == row.sha256
    assert place.stat().st_mode & 0o077 == 0


def test_large_uploads_that_lie_on_disk_come_in_like_small_ones(vault_folder, sender):
    waiting = TemporaryUploadedFile("scan.pdf", "application/pdf", 0, None)
    waiting.write(pdf())
    assert receive(waiting, by=sender, accept=EVIDENCE, label="Bukti").kind == Kind.PDF
    assert judge_only(ContentFile(workbook(), name="a.xlsx"), WORKBOOKS) is Kind.XLSX
    assert judge_only(io.BytesIO(workbook()), WORKBOOKS) is Kind.XLSX


def test_the_same_bytes_twice_are_two_receptions_and_one_file(vault_folder, sender):
    content = picture()
    first, second = keep(content, sender, "a.jpg"), keep(content, sender, "b.jpg")
    assert first.key != second.key
    assert first.sha256 == second.sha256
    assert len(files_in(vault_folder)) == 1


def test_a_refusal_names_what_was_sent_and_leaves_nothing(vault_folder, sender):
    with pytest.raises(Refused) as caught:
        receive(upload(b"", "folder/nota 3.jpg"), by=sender, accept=EVIDENCE, label="Bukti")
    assert caught.value.code == "empty"
    assert caught.value.sentence.startswith("Bukti “nota 3.jpg”: berkas kosong")
    assert not StoredFile.objects.exists()
    assert not files_in(vault_folder)


def test_the_limits_of_the_settings_hold(vault_folder, sender, settings):
    settings.VAULT_MAX_WORKBOOK_BYTES = 100
    with pytest.raises(Refused) as caught:
        receive(upload(workbook()), by=sender, accept=WORKBOOKS, label="Buku kerja LPJ")
    assert caught.value.code == "too_large"
    assert keep(picture(), sender).kind == Kind.JPEG


def test_judging_only_saves_nothing(vault_folder, db):
    assert judge_only(upload(workbook()), WORKBOOKS) is Kind.XLSX
    assert not StoredFile.objects.exists()
    assert not files_in(vault_folder)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_in_the_middle_leaves_neither_row_nor_bytes(vault_folder, sender, monkeypatch, step):
    def fail(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="No space"):
        keep(picture(), sender)
    assert not StoredFile.objects.exists()
    assert not files_in(vault_folder)


def test_a_database_that_fails_leaves_no_bytes(vault_folder, sender, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(StoredFile, "save", fail)
    with pytest.raises(DatabaseError):
        keep(picture(), sender)
    assert not files_in(vault_folder)


def test_bytes_appear_at_their_place_only_when_they_are_whole(vault_folder, sender, monkeypatch):
    """A process that is killed while writing leaves at most a file of another name."""
    seen = []
    really = os.replace

    def look(source, target):
        seen.append((Path(target).exists(), Path(source).stat().st_size))
        really(source, target)

    monkeypatch.setattr(os, "replace", look)
    content = picture()
    stored = keep(content, sender)
    assert seen == [(False, len(content))]
    assert stored.is_intact()


def test_bytes_that_a_crash_cut_short_are_mended_by_the_next_reception(vault_folder, sender):
    content = picture()
    keep(content, sender)
    (place,) = files_in(vault_folder)
    place.chmod(0o600)
    place.write_bytes(content[:100])
    stored = keep(content, sender)
    assert place.read_bytes() == content
    assert stored.is_intact()


class RenamingStorage(FileSystemStorage):
    """Like an object store that does not overwrite: somebody else was faster, so a new name is chosen."""

    def exists(self, name):
        return False

    def get_available_name(self, name, max_length=None):
        return name + "_x1" if Path(self.path(name)).exists() else name


def test_a_storage_that_chooses_another_name_does_not_keep_the_bytes_twice(vault_folder, sender, settings):
    name = f"{__name__}.RenamingStorage"
    settings.STORAGES = {**settings.STORAGES, "vault": {**settings.STORAGES["vault"], "BACKEND": name}}
    assert type(storages["vault"]).__name__ == "RenamingStorage"
    keep(picture("PNG"), sender)
    (before,) = files_in(vault_folder)
    with before.open("rb") as kept:
        keep(kept.read(), sender)
    assert files_in(vault_folder) == [before]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\Sari\\nota.jpg", "nota.jpg"),
        ("../../etc/passwd", "passwd"),
        ("no\u202eta\r\n.jpg", "nota.jpg"),
        ("...", "tanpa-nama"),
        (None, "tanpa-nama"),
        ("a" * 300 + ".jpeg", "a" * 250 + ".jpeg"),
    ],
)
def test_a_name_is_kept_without_folders_and_invisible_characters(sent, kept):
    assert clean_name(sent) == kept


def test_a_name_says_what_the_file_is(vault_folder, sender):
    """A PDF that calls itself a program is taken home as a PDF."""
    for sent, kept in (("a\u202efdp.exe", "afdp.exe.pdf"), ("NOTA.PDF", "NOTA.PDF"), ("x" * 254, "x" * 251 + ".pdf")):
        assert keep(pdf(), sender, sent).original_name == kept


def test_what_amanah_made_itself_is_filed_like_what_came_in(vault_folder, sender):
    """A print may carry the workbook inside, which no upload may; it is not judged as one."""
    made = file_away(pdf(), name="LPJ/resmi.pdf", kind=Kind.PDF, by=sender)
    assert (made.original_name, made.kind, made.received_by) == ("resmi.pdf", Kind.PDF, sender)
    assert made.is_intact()


# -- kept


def test_a_row_is_written_once(vault_folder, sender):
    stored = keep(picture(), sender)
    stored.original_name = "lain.jpg"
    with pytest.raises(TypeError):
        stored.save()
    with pytest.raises(TypeError):
        StoredFile.objects.filter(pk=stored.pk).update(original_name="lain.jpg")
    with pytest.raises(TypeError):
        StoredFile.objects.bulk_update([stored], ["original_name"])
    assert StoredFile.objects.get(pk=stored.pk).original_name == "nota.jpg"


def test_a_row_cannot_be_written_over_by_its_number(vault_folder, sender):
    stored = keep(picture(), sender)
    values = {"key": stored.key, "received_at": stored.received_at, "received_by": sender, "kind": Kind.PDF}
    other = StoredFile(pk=stored.pk, sha256="0" * 64, size=1, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_the_database_refuses_an_empty_file_and_an_unknown_kind(sender):
    for values in ({"size": 0, "kind": Kind.PDF}, {"size": 1, "kind": "exe"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.create(sha256="0" * 64, received_by=sender, **values)


def test_lost_or_changed_bytes_are_noticed(vault_folder, sender):
    stored = keep(picture(), sender)
    (place,) = files_in(vault_folder)
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    assert not stored.is_intact()
    place.unlink()
    assert not stored.is_intact()


def test_the_vault_has_no_addresses():
    with pytest.raises(ValueError, match="no address"):
        storages["vault"].url("ab/cd/abcd")


def test_sweeping_takes_old_bytes_without_a_row_and_nothing_else(vault_folder, sender, capsys):
    kept, dropped = keep(picture(), sender), keep(pdf(), sender)
    dropped.delete()
    half = vault_folder / "ab" / ".masuk-x"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    assert sweep_vault() == []  # too young: its reception may still be under way
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    assert sorted(sweep_vault(now=tomorrow)) == sorted([dropped.place, "ab/.masuk-x"])
    assert kept.is_intact()
    call_command("sweep_vault")
    assert "0 berkas dihapus." in capsys.readouterr().out


def test_sweeping_a_vault_that_never_received_anything_is_no_error(vault_folder, db):
    assert sweep_vault() == []


class BucketStorage(FileSystemStorage):
    """Like an object store: it has no folders, so it cannot be asked whether its root is there."""

    def exists(self, name):
        if not name:
            raise ValueError("an empty key")
        return super().exists(name)


def test_a_bucket_is_swept_like_a_disk(vault_folder, sender, settings):
    name = f"{__name__}.BucketStorage"
    settings.STORAGES = {**settings.STORAGES, "vault": {**settings.STORAGES["vault"], "BACKEND": name}}
    dropped = keep(picture(), sender)
    dropped.delete()
    assert sweep_vault(now=timezone.now() + timedelta(days=2)) == [dropped.place]


def test_old_bytes_without_a_row_that_come_in_again_are_young_again(vault_folder, sender):
    content = picture()
    keep(content, sender).delete()
    (place,) = files_in(vault_folder)
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(place, (long_ago, long_ago))
    with transaction.atomic():
        stored = keep(content, sender)
        assert storages["vault"].get_modified_time(stored.place) > timezone.now() - timedelta(minutes=5)
        assert stored.is_intact()
    os.utime(place, (long_ago, long_ago))
    keep(content, sender)
    assert place.stat().st_mtime == long_ago  # another row names them: nothing to do


# -- out


def sent_bytes(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_goes_out_as_an_attachment_that_nobody_interprets_or_keeps(vault_folder, sender):
    content = workbook()
    stored = keep(content, sender, "lpj.xlsx")
    response = send(stored, as_name="LPJ termin 1.xlsx")
    assert sent_bytes(response) == content
    assert response["Content-Disposition"] == 'attachment; filename="LPJ termin 1.xlsx"'
    assert response["Content-Type"] == Kind.XLSX.content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert int(response["Content-Length"]) == len(content)


def test_a_name_cannot_write_a_header(vault_folder, sender):
    stored = keep(picture(), sender)
    header = send(stored, as_name='a"; filename="b.html\r\nX-Evil: 1.jpg')["Content-Disposition"]
    assert header.startswith("attachment; ")
    assert "\r" not in header
    assert "\n" not in header
    assert '\\"' in header


def test_a_workbook_is_never_shown_in_the_page(vault_folder, sender):
    stored = keep(workbook(), sender, "lpj.xlsx")
    assert send(stored, inline=True)["Content-Disposition"].startswith("attachment")


def test_a_pdf_may_be_shown_but_load_nothing(vault_folder, sender):
    response = send(keep(pdf(), sender, "nota.pdf"), inline=True)
    assert response["Content-Disposition"] == 'inline; filename="nota.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert sent_bytes(response).startswith(b"%PDF-")


def with_place_and_turn(form: str = "JPEG") -> bytes:
    """A photo lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "rumah Ibu Contoh"
    exif.get_ifd(0x8825)[1] = "S"
    return picture(form, size=(300, 100), exif=exif)


def test_a_picture_is_shown_upright_small_and_without_its_exif(vault_folder, sender):
    content = with_place_and_turn()
    stored = keep(content, sender)
    assert b"rumah Ibu" in content
    response = send(stored, inline=True)
    shown = sent_bytes(response)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="nota.jpg"'
    assert b"Exif" not in shown
    assert b"rumah Ibu" not in shown
    with Image.open(io.BytesIO(shown)) as preview:
        assert preview.size == (100, 300)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIF"])
def test_a_picture_of_another_kind_does_not_tell_its_place_either(vault_folder, sender, form):
    content = with_place_and_turn(form)
    assert b"rumah Ibu" in content
    shown = sent_bytes(send(keep(content, sender), inline=True))
    assert b"rumah Ibu" not in shown and b"Exif" not in shown
    with Image.open(io.BytesIO(shown)) as preview:
        assert preview.size == (300, 100) if form == "HEIF" else (100, 300)  # a HEIC turns by other means than its EXIF
        assert not preview.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(30, 20), (4000, 300)])
def test_a_picture_of_every_depth_has_a_preview(vault_folder, sender, mode, size):
    """A scanner may write sixteen bits of grey, of which common programs show eight."""
    grey = Image.new("L", size, 200)
    drawn = grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    target = io.BytesIO()
    drawn.save(target, "PNG")
    with Image.open(io.BytesIO(preview_jpeg(keep(target.getvalue(), sender), max_side=400))) as preview:
        assert max(preview.size) == min(400, max(size))
        assert all(195 <= band <= 205 for band in preview.getpixel((5, 5))) or mode == "1"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_picture_has_a_preview_within_its_side(vault_folder, sender, form):
    stored = keep(picture(form, size=(900, 300)), sender, "foto.bin")
    with Image.open(io.BytesIO(preview_jpeg(stored, max_side=400))) as preview:
        assert preview.format == "JPEG"
        assert preview.size == (400, 133)


def test_a_small_picture_is_not_blown_up_and_what_is_clear_becomes_white(vault_folder, sender):
    target = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(preview_jpeg(keep(target.getvalue(), sender)))) as preview:
        assert preview.size == (20, 10)
        assert preview.getpixel((5, 5)) == (255, 255, 255)


def test_a_pdf_has_no_picture_preview(vault_folder, sender):
    with pytest.raises(ValueError, match="no preview"):
        preview_jpeg(keep(pdf(), sender, "nota.pdf"))


def test_the_original_with_its_exif_is_what_is_kept_and_sent(vault_folder, sender):
    content = with_place_and_turn()
    assert sent_bytes(send(keep(content, sender))) == content


def test_kinds_are_named_in_words():
    assert name_kinds(WORKBOOKS) == "Excel (.xlsx)"
    assert name_kinds(frozenset({Kind.PDF, Kind.JPEG})) == "Foto JPEG (.jpg) atau PDF (.pdf)"
