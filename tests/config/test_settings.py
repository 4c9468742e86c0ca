"""What the settings say on https and on http://localhost, read by a process of their own."""

import json
import os
import subprocess
import sys

import pytest

ASK = """
import json
from karlemose.config.settings import staff
print(json.dumps({name: getattr(staff, name, None) for name in (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "DEBUG", "IS_DEMO", "INSTALLED_APPS", "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH", "ATOMIC_REQUESTS", "ALLAUTH_TRUSTED_PROXY_COUNT")}))
"""


def settings(tmp_path, **variables: str) -> dict:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("KARLEMOSE_", "DATABASE_"))}
    given |= {"KARLEMOSE_DATA": str(tmp_path), "DATABASE_URL": "postgresql://app@localhost/none", **variables}
    done = subprocess.run([sys.executable, "-c", ASK], env=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_on_https_every_cookie_is_bound_to_the_host(tmp_path):
    found = settings(tmp_path, KARLEMOSE_PUBLIC_URL="https://karlemose.example")
    names = [found[name] for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")]
    assert names == ["__Host-session", "__Host-csrf", "__Host-language"]
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert (found["SESSION_COOKIE_DOMAIN"], found["SESSION_COOKIE_PATH"]) == (None, None)  # Django's: no domain, "/"
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert "karlemose.example" in found["ALLOWED_HOSTS"]
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_on_localhost_names_are_plain_because_a_browser_refuses_the_others(tmp_path):
    found = settings(tmp_path)
    assert found["SESSION_COOKIE_NAME"] == "session"
    assert found["SESSION_COOKIE_SECURE"] is False
    assert found["SECURE_HSTS_SECONDS"] is None
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] is None


def test_a_staff_site_knows_nothing_of_the_demonstration(tmp_path):
    found = settings(tmp_path)
    assert found["IS_DEMO"] is False
    assert "karlemose.demo" not in found["INSTALLED_APPS"]
    assert found["DEBUG"] is False
    assert not found["ATOMIC_REQUESTS"]


def test_the_clock_stops_in_a_demonstration_alone(tmp_path):
    from karlemose.config import runtime  # noqa: PLC0415 -- slow import
    from karlemose.config.environment import Environment, SettingError  # noqa: PLC0415 -- slow import

    environment = Environment({"KARLEMOSE_DATA": str(tmp_path), "KARLEMOSE_NOW": "2017-09-12T10:00"})
    with pytest.raises(SettingError, match="KARLEMOSE_NOW stops the clock of a demo only"):
        runtime.set_up(runtime.STAFF, environment)
