from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageFile

from tests.vault import misbehaving
from tests.vault.files import (
    judged_alone,
    packed,
    pdf,
    pdf_whose_objects_swell,
    pdf_with,
    pdf_with_object,
    picture,
    png_claiming,
    workbook,
)
from tests.vault.misbehaving import task
from vault import documents, documents_child, pictures, pictures_apart, refused_apart
from vault.apart import Answer, Busy
from vault.judge import Limits, judge
from vault.kinds import EVIDENCE, Kind
from vault.refused import Refused


def refusal(content: bytes, name: str = "nota.jpg") -> Refused:
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(content), name=name, accept=EVIDENCE, limits=Limits())
    return caught.value


def let_in(content: bytes, name: str = "nota.jpg") -> Kind:
    return judge(io.BytesIO(content), name=name, accept=EVIDENCE, limits=Limits())


# -- pictures


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", Kind.JPEG), ("PNG", Kind.PNG), ("WEBP", Kind.WEBP), ("HEIF", Kind.HEIC)]
)
def test_each_kind_of_photo_comes_in_whatever_its_name(form, kind):
    assert let_in(picture(form), name="foto.bin") is kind


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_photo_cut_short_is_refused(form, share):
    content = picture(form, size=(300, 200))
    assert refusal(content[: int(len(content) * share)]).code in ("broken_picture", "not_a_picture")


def test_a_library_that_makes_pillow_lenient_does_not_make_the_door_lenient(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    content = picture("JPEG", size=(300, 200))
    assert refusal(content[: len(content) // 2]).code == "broken_picture"


def test_a_progressive_photo_comes_in_and_its_half_does_not():
    content = picture("JPEG", size=(800, 600), progressive=True)
    assert let_in(content) is Kind.JPEG
    assert refusal(content[: len(content) // 2]).code == "broken_picture"


def test_a_small_photo_that_asks_for_thousands_of_passes_is_refused_at_once(tmp_path):
    target = io.BytesIO()
    Image.new("L", (4000, 4000), 128).save(target, "JPEG", progressive=True)
    content = target.getvalue()
    last = content[content.rindex(b"\xff\xda") : -2]
    code, _, seconds = judged_alone(content[:-2] + last * 500 + b"\xff\xd9", tmp_path / "bom.jpg")
    assert code == "picture_too_complex"
    assert seconds < 2


def test_a_heic_of_too_many_pixels_is_refused(monkeypatch):
    content = picture("HEIF", size=(64, 48))
    monkeypatch.setitem(pictures.MAX_PIXELS, "heic", 64 * 48)
    pictures.judge(content, "heic")
    monkeypatch.setitem(pictures.MAX_PIXELS, "heic", 64 * 48 - 1)
    with pytest.raises(Refused, match="terlalu banyak piksel"):
        pictures.judge(content, "heic")


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (65_000, 65_000), (40_000, 1)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(width, height, tmp_path):
    code, megabytes, seconds = judged_alone(png_claiming(width, height), tmp_path / "bom.png")
    assert code == "pixel_bomb"
    assert megabytes < 60
    assert seconds < 2


def test_a_photo_of_a_common_large_camera_comes_in_with_bearable_memory(tmp_path):
    """50 megapixels, as phones make them: 150 MB if it were decoded whole."""
    content = io.BytesIO()
    Image.new("RGB", (8160, 6144), "gray").save(content, "JPEG")
    code, megabytes, _ = judged_alone(content.getvalue(), tmp_path / "foto.jpg")
    assert code == ""
    assert megabytes < 60


def test_a_photo_of_several_passes_is_looked_at_while_what_is_kept_between_them_is_bearable(monkeypatch):
    """A camera's 4:2:0 keeps half as many numbers as full colour does."""
    monkeypatch.setattr(pictures, "MAX_COEFFICIENTS", 64 * 48 * 3 // 2)
    pictures.judge(picture(progressive=True, subsampling="4:2:0"), "jpeg")
    pictures.judge(picture(progressive=False, subsampling="4:4:4"), "jpeg")
    with pytest.raises(Refused, match="terlalu banyak piksel"):
        pictures.judge(picture(progressive=True, subsampling="4:4:4"), "jpeg")


def test_a_heic_that_runs_out_of_memory_is_too_large_and_not_broken():
    class Hungry:
        @property
        def data(self):
            raise RuntimeError("Memory allocation error: Unspecified: Allocating 48771087 bytes failed")

    with pytest.raises(Refused, match="terlalu banyak piksel"):
        pictures._pixels(Hungry())


def test_a_heic_of_a_large_camera_is_drawn_band_by_band(monkeypatch):
    """Tall enough for several bands of 8 rows, with a height that is no multiple of them."""
    monkeypatch.setattr(pictures, "_BAND", 8)
    drawn = Image.linear_gradient("L").resize((60, 100)).convert("RGB")
    target = io.BytesIO()
    drawn.save(target, "HEIF", quality=-1)
    small = pictures.smaller(target.getvalue(), "heic", 10)
    assert small.size == (15, 25)
    assert all(abs(small.getpixel((9, y))[0] - drawn.getpixel((36, 4 * y + 2))[0]) < 8 for y in range(25))


def moving(form: str, frames: int = 3) -> bytes:
    """A picture of several, each of another colour."""
    first, *others = [Image.new("RGB", (64, 48), (80 * number % 256, 0, 0)) for number in range(frames)]
    target = io.BytesIO()
    first.save(target, form, save_all=True, append_images=others)
    return target.getvalue()


@pytest.mark.parametrize(("form", "frames"), [("PNG", 2), ("WEBP", 2), ("HEIF", 11)])
def test_a_picture_that_moves_is_refused_for_only_its_first_would_be_seen(form, frames):
    found = refusal(moving(form, frames))
    assert found.code == "moving_picture"
    assert "tangkapan layar" in found.sentence


def test_a_short_burst_of_a_phone_comes_in():
    assert let_in(moving("HEIF", 3), name="IMG_1.HEIC") is Kind.HEIC


@pytest.mark.parametrize(("form", "size"), [("PNG", (7072, 7072)), ("WEBP", (4001, 3125)), ("JPEG", (11000, 10001))])
def test_one_row_of_pixels_too_many_is_refused_before_it_is_decoded(form, size, tmp_path):
    target = io.BytesIO()
    Image.new("L", size).save(target, form)
    code, megabytes, seconds = judged_alone(target.getvalue(), tmp_path / "bom.bin")
    assert code == "pixel_bomb"
    assert megabytes < 60
    assert seconds < 2


@pytest.mark.parametrize(
    ("form", "mode", "size"),
    [("PNG", "RGBA", (7070, 7070)), ("WEBP", "RGBA", (4000, 3125)), ("PNG", "I;16", (7070, 7070))],
)
def test_the_largest_picture_that_comes_in_is_looked_at_in_bearable_memory(form, mode, size, tmp_path):
    target = io.BytesIO()
    Image.new(mode, size).save(target, form)
    code, megabytes, seconds = judged_alone(target.getvalue(), tmp_path / "foto.bin")
    assert code == ""
    assert megabytes < 300
    assert seconds < 10


def test_a_header_alone_is_no_picture():
    assert refusal(b"\xff\xd8\xff\xe0" + bytes(40)).code == "broken_picture"
    assert refusal(b"\x89PNG\r\n\x1a\n").code == "broken_picture"


def test_a_video_is_named_as_such():
    assert "video" in refusal(b"\x00\x00\x00\x18ftypmp42" + bytes(200), name="nota.heic").sentence


def test_a_photo_with_an_archive_at_its_end_is_refused():
    assert refusal(picture() + packed({"a.class": b"code"})).code == "polyglot"


def test_a_photo_that_is_also_a_pdf_is_refused():
    content = picture("JPEG", comment=b"%PDF-1.7 then objects")
    assert refusal(content).code == "polyglot"


def test_a_photo_with_a_moving_tail_as_some_phones_append_comes_in():
    assert let_in(picture() + b"MotionPhoto_Data" + bytes(4000)) is Kind.JPEG
    assert let_in(picture() + b"MotionPhoto_Data" + b"\xff\xda" * 4000) is Kind.JPEG


def test_a_workbook_is_no_evidence_and_the_sentence_says_what_is():
    found = refusal(workbook(), name="nota.xlsx")
    assert found.code == "kind_not_accepted"
    assert "Foto JPEG (.jpg)" in found.sentence
    assert "PDF (.pdf)" in found.sentence


def test_text_called_a_photo_is_refused():
    assert refusal(b"bukan foto", name="nota.jpg").code == "text_renamed"


# -- PDF


def test_a_scan_as_pdf_comes_in_also_behind_a_blank_line():
    assert let_in(pdf(), name="nota.pdf") is Kind.PDF
    assert let_in(b"\r\n" + pdf(), name="nota.pdf") is Kind.PDF


@pytest.mark.parametrize("user_password", ["rahasia", ""])
def test_a_pdf_with_a_password_of_reader_or_owner_is_refused(user_password):
    locked = pdf(encryption=pikepdf.Encryption(owner="pemilik", user=user_password))
    assert refusal(locked, name="nota.pdf").code == "encrypted"


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def named_script(document):
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")))
    names = pikepdf.Array([pikepdf.String("a"), action])
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def script_on_a_page(document):
    """Behind a click, in the chain of what follows it."""
    action = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=[{"/S": pikepdf.Name.JavaScript}])
    document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])


def launch(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def attachment(document):
    document.attachments["gaji.xlsx"] = b"isi"


def form_of_adobe(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("x"), Fields=pikepdf.Array())


def opening(**action):
    def change(document):
        document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(**action))

    return change


def moved_by_turning_the_page(document):
    document.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.NextPage))


def annotation(**values):
    def change(document):
        document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(**values)])

    return change


def bytes_of_another_file(document):
    stream = document.make_stream(b"", Type=pikepdf.Name.XObject, F=pikepdf.String("//jahat.test/x"))
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=stream))


NAME = pikepdf.Name
ELSEWHERE = pikepdf.String("//jahat.test/x")


@pytest.mark.parametrize(
    "change",
    [
        moved_by_turning_the_page,
        opening(S=NAME.URI, URI=pikepdf.String("http://jahat.test")),
        opening(S=NAME.Named, N=NAME.Print),
        opening(S=NAME.GoTo, D=pikepdf.String("a"), Next=pikepdf.Dictionary(S=NAME.URI, URI=ELSEWHERE)),
        annotation(Subtype=NAME.Link, A=pikepdf.Dictionary(S=NAME.GoToR, F=ELSEWHERE)),
        annotation(Subtype=NAME.Link, A=pikepdf.Dictionary(S=NAME.GoToE, F=ELSEWHERE)),
        annotation(Subtype=NAME.Screen, A=pikepdf.Dictionary(S=NAME.Rendition, OP=0)),
        annotation(Subtype=NAME.Movie),
        annotation(Subtype=NAME.Sound),
        bytes_of_another_file,
    ],
)
def test_a_pdf_that_acts_when_opened_or_reaches_elsewhere_is_refused(change):
    assert refusal(pdf_with(change), name="nota.pdf").code == "pdf_active"


@pytest.mark.parametrize(
    "change",
    [
        opening(S=NAME.GoTo, D=pikepdf.Array([0, NAME.Fit])),
        lambda document: setattr(document.Root, "OpenAction", pikepdf.Array([document.pages[0].obj, NAME.Fit])),
        annotation(Subtype=NAME.Link, A=pikepdf.Dictionary(S=NAME.URI, URI=pikepdf.String("https://toko.test"))),
    ],
)
def test_a_first_page_to_show_and_a_link_to_click_are_no_danger(change):
    assert let_in(pdf_with(change), name="nota.pdf") is Kind.PDF


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (script, "pdf_script"),
        (named_script, "pdf_script"),
        (script_on_a_page, "pdf_script"),
        (launch, "pdf_launch"),
        (attachment, "pdf_attachment"),
        (form_of_adobe, "pdf_active"),
    ],
)
@pytest.mark.parametrize("packed_objects", [False, True])
def test_a_pdf_that_does_something_by_itself_is_refused(change, code, packed_objects):
    mode = pikepdf.ObjectStreamMode.generate if packed_objects else pikepdf.ObjectStreamMode.disable
    assert refusal(pdf_with(change, object_stream_mode=mode), name="nota.pdf").code == code


def test_a_name_written_in_hexadecimal_hides_nothing():
    content = pdf_with(launch, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/Launch" in content
    assert refusal(content.replace(b"/Launch", b"/L#61unch"), name="nota.pdf").code == "pdf_launch"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_pdf_cut_short_is_refused(share):
    content = pdf()
    assert refusal(content[: int(len(content) * share)], name="nota.pdf").code == "broken_pdf"


def test_a_pdf_of_noise_or_without_pages_is_refused():
    assert refusal(b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"%%EOF", name="nota.pdf").code == "broken_pdf"
    assert refusal(pdf_with(lambda document: document.pages.__delitem__(0)), name="nota.pdf").code == "broken_pdf"


def test_a_pdf_with_an_archive_at_its_end_is_refused():
    assert refusal(pdf() + packed({"a": b"b"}), name="nota.pdf").code == "polyglot"


def test_a_pdf_whose_objects_swell_is_refused_quickly_and_in_bearable_memory(tmp_path):
    bomb = pdf_whose_objects_swell(400 * 1024 * 1024)
    assert len(bomb) < 500_000
    code, megabytes, seconds = judged_alone(bomb, tmp_path / "bom.pdf")
    assert code in ("broken_pdf", "pdf_too_complex")
    assert megabytes < 200
    assert seconds < 5


def test_a_small_pdf_that_unpacks_to_millions_of_objects_is_refused_in_bearable_memory(tmp_path):
    bomb = pdf_whose_objects_swell(spare=b"[" + b"[]" * (32 * 1024 * 1024) + b"]")
    assert len(bomb) < 200_000
    code, megabytes, seconds = judged_alone(bomb, tmp_path / "bom.pdf")
    assert code == "pdf_too_complex"
    assert megabytes < 200
    assert seconds < 5


def test_a_pdf_with_an_endless_list_is_refused_in_bearable_memory_and_time(tmp_path):
    bomb = pdf_with_object(b"[" + b"[]" * 12_000_000 + b"]")
    code, megabytes, seconds = judged_alone(bomb, tmp_path / "bom.pdf")
    assert code == "pdf_too_complex"
    assert megabytes < 800
    assert seconds < 12


def test_a_page_that_is_a_million_pages_is_refused_in_bearable_memory(tmp_path):
    def multiply(document):
        page = document.pages[0].obj
        document.Root.Pages.Kids = pikepdf.Array([page] * 400_000)
        document.Root.Pages.Count = 400_000

    code, megabytes, seconds = judged_alone(pdf_with(multiply), tmp_path / "bom.pdf")
    assert code in ("broken_pdf", "pdf_too_complex")
    assert megabytes < 300
    assert seconds < 10


def test_what_the_reader_could_not_look_into_is_not_let_in():
    """Another reader may see a program where ours gave up."""
    hidden = b"<< /S /JavaScript /JS (app.alert(1)) >>" + b" " * documents_child.MAX_INFLATED_STREAM
    assert refusal(pdf_whose_objects_swell(spare=hidden), name="nota.pdf").code == "pdf_too_complex"


def test_a_pdf_that_takes_too_long_to_walk_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "LOOK", replace(documents.LOOK, limits=replace(documents.LOOK.limits, clock=0.001)))
    assert refusal(pdf(), name="nota.pdf").code == "pdf_too_complex"


def test_a_reader_that_falls_over_lets_nothing_in(monkeypatch):
    monkeypatch.setattr(documents, "LOOK", task(misbehaving.die))
    monkeypatch.setattr(pictures_apart, "LOOK", task(misbehaving.die))
    assert refusal(pdf(), name="nota.pdf").code == "pdf_too_complex"
    assert refusal(picture()).code == "picture_too_complex"


@pytest.mark.parametrize("nonsense", [{}, {"code": 1, "sentence": "x"}, ["ok"], "ok", True])
def test_a_reader_that_talks_nonsense_lets_nothing_in(monkeypatch, nonsense):
    monkeypatch.setattr(refused_apart, "work_apart", lambda *asked: Answer(nonsense))
    assert refusal(picture()).code == "picture_too_complex"


def test_where_too_many_files_are_looked_at_the_sender_is_told_to_wait(monkeypatch):
    def busy(*asked):
        raise Busy

    monkeypatch.setattr(refused_apart, "work_apart", busy)
    found = refusal(picture())
    assert found.code == "busy"
    assert "Tunggu satu menit" in found.sentence


def test_the_limit_of_swelling_leaves_honest_packed_objects_alone():
    assert let_in(pdf_whose_objects_swell(1024 * 1024), name="nota.pdf") is Kind.PDF
