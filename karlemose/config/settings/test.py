"""What the tests run under: the demo, a database of their own, cheap passwords."""

import os

from karlemose.config.settings.demo import *  # noqa: F403 -- tests see everything that is installed anywhere
from karlemose.config.settings.demo import DATABASES, STORAGES

DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DATABASES["owner"]["TEST"] = {
    "NAME": os.environ.get("KARLEMOSE_TEST_DATABASE", "test_karlemose"),
    "DEPENDENCIES": [],
}
for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files under their own names, straight from where they lie; tests/web/test_storage.py holds the hashed ones.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Every test client starts the middleware anew: static files are looked for when asked for, not all listed each time.
WHITENOISE_AUTOREFRESH = True
