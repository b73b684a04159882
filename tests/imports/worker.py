"""A worker that stops in the middle of saving, for the test that kills it there.

Started as ``python -m tests.imports.worker NAME-OF-DATABASE``: the real worker on the real queue, which takes in the
first rows of a run, says so, and goes no further.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    from django.core.management import call_command

    from grants import resources

    record = resources.record_deaths

    def record_and_stop(**given: Any) -> None:
        record(**given)
        sys.stdout.write("in the middle\n")
        sys.stdout.flush()
        time.sleep(600)

    resources.record_deaths = record_and_stop
    call_command("db_worker", batch=True, startup_delay=False)


if __name__ == "__main__":
    main()
