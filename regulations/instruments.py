"""The legal instruments that the catalogue cites, and what of them has been confirmed.

No official text was at hand. ``confirmed`` is True only where the project's sources state that the instrument says
so; even then the article is unknown and stays None until a legal officer has read it.
"""

from __future__ import annotations

from regulations.citation import Citation

SOCIAL_ASSISTANCE = "PMK 254/PMK.05/2015 jo. PMK 228/PMK.05/2016"
CHART_OF_ACCOUNTS = "PMK 214/PMK.05/2013"
STAMP_DUTY_LAW = "UU 10/2020"
ATENSI = "Permensos 7/2021"
PARTNERS = "Permensos 5/2024 (sebelumnya Permensos 184/2011)"
ACCREDITATION = "Permensos 17/2012"
TREASURY_LAW = "UU 1/2004"
STATE_AUDIT = "UU 15/2004"
AUDIT_FOLLOW_UP = "Peraturan BPK 2/2017"
CHILDREN = "UU 23/2002 jo. UU 35/2014"
ELDERLY = "UU 13/1998"


def social_assistance(subject: str) -> Citation:
    """A duty of the treasury's regulation on social assistance; none of its articles has been read."""
    return Citation(SOCIAL_ASSISTANCE, subject)


def atensi(subject: str) -> Citation:
    """A duty of the ministry's regulation on ATENSI; none of its articles has been read."""
    return Citation(ATENSI, subject)


#: Of the four kinds in which the follow-up of a recommendation is judged.
FOLLOW_UP_KINDS = Citation(AUDIT_FOLLOW_UP, "status tindak lanjut rekomendasi hasil pemeriksaan")
