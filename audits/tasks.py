"""Work done behind the request: what takes longer than a person should wait."""

from __future__ import annotations

from django_tasks import task

from accounts.models import User
from audits.chains import verify_and_tell
from trail.models import Chain


@task()
def verify_long_chain(key: str, by_id: int) -> None:
    """Verify a chain that is too long to wait for; what was found stands on the page of chains."""
    verify_and_tell(Chain.objects.get(pk=key), by=User.objects.get(pk=by_id))
