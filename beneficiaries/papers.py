"""Papers of this room on their way through the door."""

from __future__ import annotations

from accounts.models import User
from trail.refusal import Refusal
from vault.door import Upload, receive
from vault.kinds import EVIDENCE
from vault.models import StoredFile
from vault.refused import Refused


def kept(upload: Upload, *, by: User, label: str) -> StoredFile:
    """The paper, judged and kept. Raises Refusal where the vault does not let it in."""
    try:
        return receive(upload, by=by, accept=EVIDENCE, label=label)
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
