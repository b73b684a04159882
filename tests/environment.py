"""Settings of the tests, before Django reads any: a plugin of pytest, named in pyproject.toml.

A conftest would come too late, for pytest-django has read the settings by then.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

#: Nothing of a test may touch the files of a demonstration that runs from the same folder.
os.environ["AMANAH_VAR"] = tempfile.mkdtemp(prefix="amanah-test-")
atexit.register(shutil.rmtree, os.environ["AMANAH_VAR"], ignore_errors=True)
os.environ["TASKS_IMMEDIATE"] = "1"
os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "of-the-tests-only-" + "0" * 40
os.environ["VAULT_KEY"] = "b2YtdGhlLXRlc3RzLW9ubHktMDAwMDAwMDAwMDAwMDA="
os.environ["AMANAH_DEMO"] = "0"
