"""What is never built is absent: no column, no address, no package, no code.

No score or label of a person's future crime, no face recognition, no search for a person or a vehicle's movements,
nothing about persons across estates or landlords, no list of names for landlords or employers, no ethnicity or
religion, no tenant list, no outside AI.
"""

import ast
import re
import socket
import tomllib
from itertools import chain

import pytest
from django.urls import get_resolver

from karlemose.accounts import openid
from karlemose.config.environment import Environment
from karlemose.notify import mail
from karlemose.policy.rulebook import in_force
from tests.architecture.house import HOUSE, ROOT, our_models, python_files

NEVER = re.compile(
    r"ethnic|religio|risk|score|gang|cpr|face|biometr|tenant|warning_list|blacklist|profile_of|predict|suspect|"
    r"person_search|vehicle|movement|anpr|nationality|origin_country"
)
PACKAGES = re.compile(
    r"openai|anthropic|langchain|transformers|torch|tensorflow|cohere|mistral|ollama|litellm|\bface[-_]|facenet|dlib|opencv|deepface|"
    r"insightface|alpr|ultralytics"
)
CONNECTING = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "smtplib",
    "ftplib",
    "telnetlib",
    "http.client",
    "urllib.request",
    "django.core.mail",
    "django.core.mail.backends.smtp",
}
ACTS = {"Particulars.act_at_vehicle": "what was done to a parked car or from it, a code; not where a car went"}
CONNECTS = {  # the whole list, each with its reason: a new one is a decision
    ("config/supervisor.py", "urllib.request"): "asks its own web server whether it is up",
    ("accounts/openid.py", "urllib.request"): "an organisation's own sign-in, where KARLEMOSE_OIDC_URL names one",
    ("accounts/openid.py", "http.client"): "the name of the error, when what it answers is no HTTP",
    (
        "notify/mail.py",
        "django.core.mail",
    ): "says that something waits, where KARLEMOSE_MAIL_URL names a server",
    ("notify/mail.py", "django.core.mail.backends.smtp"): "the same",
}


def test_no_column_holds_what_is_never_built():
    columns = [f"{model.__name__}.{field.name}" for model in our_models() for field in model._meta.get_fields()]
    assert [name for name in columns if NEVER.search(name.lower())] == list(ACTS)


def test_no_address_leads_to_what_is_never_built():
    assert [address for address in addresses(get_resolver("karlemose.config.urls")) if NEVER.search(address)] == []


def addresses(resolver, before=""):
    for one in resolver.url_patterns:
        address = before + str(one.pattern)
        yield from addresses(one, address) if hasattr(one, "url_patterns") else [address]


def test_nothing_is_installed_that_calls_an_outside_model():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    asked = [re.split(r"[ =<>~\[;]", line)[0] for line in (*named, *locked) if re.match(r"[A-Za-z]", line)]
    assert len(asked) > 20
    assert [name for name in asked if PACKAGES.search(name.lower())] == []


def test_no_code_opens_a_connection_to_another_machine():
    found = {
        (path.relative_to(HOUSE).as_posix(), name)
        for path in python_files()
        if HOUSE in path.parents
        for name in imported(path)
        if name in CONNECTING
    }
    assert found == set(CONNECTS)


def test_an_installation_that_was_told_of_no_other_machine_connects_to_none(monkeypatch, settings):
    untold = Environment({})
    assert (untold.openid, untold.mail) == ({}, None)
    settings.OPENID, settings.MAIL_SERVER = untold.openid, untold.mail
    tried = []
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: tried.append("connection"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: tried.append("name"))
    mail.send(to="lone@moseby.example", url="https://karlemose.example/")
    assert openid.provider() is None
    assert tried == []


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("information", ["score_of_future_offending", "face_recognition"])
def test_the_law_has_no_way_to_what_is_never_built(information):
    rules = [rule for rule in in_force().rules if information in rule.information]
    assert [(str(rule.verdict), rule.unless, rule.senders) for rule in rules] == [("DENY", (), ("any",))]
