"""A plugin that gives every test run a site of its own, in a temporary folder that ends with it.

It is loaded by name, before Django's settings are read.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SITE_FILE = Path(__file__).with_name("site.yaml")
_FOLDER = Path(tempfile.mkdtemp(prefix="desk-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
shutil.copy(SITE_FILE, _FOLDER / "config.yaml")
os.environ["COMMS_CONFIG"] = str(_FOLDER)
for _name in ("COMMS_DATABASE", "COMMS_SECRET_KEY"):
    os.environ.pop(_name, None)
