"""The tests' own eye: it reads what people read, and no token."""

from __future__ import annotations

from django.http import HttpResponse

from tests.seen import seen

PAGE = """<!doctype html><html><head><title>Beranda</title><style>.Rp1 {}</style><script src="/Rp2.js"></script></head>
<body class="Rp3" data-token="Rp4"><input type="hidden" name="csrfmiddlewaretoken" value="aRp5z">
<a href="/laporan/Rp6/" title="Buka laporan">LPJ &amp; bukti</a> <template>Rp7</template>
<input type="text" value="Rp1.500.000" placeholder="Jumlah"><img src="/Rp8.png" alt="Grafik">
<p>Sisa
   dana</p><script>const rupiah = "Rp9";</script></body></html>"""


def test_what_is_read_on_a_page_is_seen_and_what_only_its_source_holds_is_not() -> None:
    text = seen(HttpResponse(PAGE))
    assert text == "Beranda Buka laporan LPJ & bukti Rp1.500.000 Jumlah Grafik Sisa dana"
