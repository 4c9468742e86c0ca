"""OpenID Connect, the code flow with PKCE, as a client: an organisation's own sign-in brings its people here.

Written out because two things must hold that libraries leave to each other: the ID token's signature is always checked,
though it came by a direct connection, and its nonce is the one this session sent (OpenID Connect Core 1.0, 3.1.3.7).
"""

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
PATIENCE = 5  # seconds for each answer of the provider
LARGEST = 1_000_000  # bytes of an answer
SKEW = 60  # seconds that two clocks may differ


class Refused(Exception):
    """The provider, or what it sent, is not to be believed; the text is a code for the log."""


@dataclass(frozen=True)
class Provider:
    issuer: str
    client_id: str
    secret: str
    name: str
    groups: str
    factor: tuple[str, ...]


@dataclass(frozen=True)
class Pending:
    """What the session remembers while somebody is at the provider."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Claims:
    """What the provider says of somebody."""

    subject: str
    email: str  # empty unless the provider has verified it
    groups: frozenset[str] | None  # None: it said nothing
    showed_factor: bool


def provider() -> Provider | None:
    """The one of the settings."""
    return Provider(**settings.OPENID) if settings.OPENID else None


def begin(at: Provider, *, back_to: str) -> tuple[str, Pending]:
    """Where to send the browser, and what to remember. Raises `Refused`."""
    pending = Pending(*(secrets.token_urlsafe(32) for _ in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(pending.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": at.client_id,
        "redirect_uri": back_to,
        "scope": "openid email",
        "state": pending.state,
        "nonce": pending.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{discovered(at)['authorization_endpoint']}?{urlencode(asked)}", pending


def finish(at: Provider, pending: Pending, *, code: str, back_to: str) -> Claims:
    """What the provider says of whoever came back with this code. Raises `Refused`."""
    endpoints = discovered(at)
    tokens = _exchanged(at, endpoints, pending, code=code, back_to=back_to)
    said = verified(at, str(tokens.get("id_token", "")), keys=_fetched(endpoints["jwks_uri"]), nonce=pending.nonce)
    if "email" not in said and "userinfo_endpoint" in endpoints:
        more = _fetched(endpoints["userinfo_endpoint"], bearer=str(tokens.get("access_token", "")))
        if more.get("sub") != said["sub"]:
            raise Refused("another-subject")
        said = {**more, **said}
    return _claims(at, said)


def discovered(at: Provider) -> dict[str, Any]:
    found = _fetched(f"{at.issuer}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != at.issuer:
        raise Refused("another-issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        _check_address(str(found.get(name, "")))
    return found


def verified(at: Provider, token: str, *, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
    """The claims of an ID token that is signed by the provider, for us, now, and for this very sign-in."""
    try:
        header = jwt.get_unverified_header(token)
        key = _key(keys, header)
        said: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=at.client_id,
            leeway=SKEW,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise Refused(type(error).__name__) from error
    if str(said["iss"]).rstrip("/") != at.issuer:
        raise Refused("another-issuer")
    if not secrets.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
        raise Refused("another-nonce")
    if said.get("azp", at.client_id) != at.client_id:
        raise Refused("another-client")
    return said


def _key(keys: dict[str, Any], header: dict[str, Any]) -> Any:
    """The provider's key that the token names; one that it does not publish is no key."""
    if header.get("alg") not in ALGORITHMS:
        raise Refused("algorithm")
    for one in jwt.PyJWKSet.from_dict(keys).keys:
        if one.key_id == header.get("kid"):
            return one
    raise Refused("unknown-key")


def _exchanged(at: Provider, endpoints: dict[str, Any], pending: Pending, *, code: str, back_to: str) -> dict[str, Any]:
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back_to,
        "code_verifier": pending.verifier,
        "client_id": at.client_id,
    }
    headers = {}
    if "client_secret_basic" in endpoints.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        pair = f"{quote(at.client_id, safe='')}:{quote(at.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        sent["client_secret"] = at.secret
    token_endpoint = str(endpoints["token_endpoint"])
    return _answer(token_endpoint, headers=headers, data=urlencode(sent).encode())


def _fetched(address: str, *, bearer: str = "") -> dict[str, Any]:
    return _answer(address, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "localhost"):
        raise Refused("address")


class _Stay(HTTPRedirectHandler):
    """A provider that sends us elsewhere with its answers is not followed."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _answer(address: str, *, headers: dict[str, str], data: bytes | None = None) -> dict[str, Any]:
    _check_address(address)
    request = Request(address, data=data, headers={"Accept": "application/json", **headers})  # noqa: S310 -- checked
    try:
        with build_opener(_Stay).open(request, timeout=PATIENCE) as response:
            answer = json.loads(response.read(LARGEST))
    except (HTTPException, OSError, ValueError) as error:  # URLError is an OSError
        raise Refused("no-answer") from error
    if not isinstance(answer, dict):
        raise Refused("no-answer")
    return answer


def _claims(at: Provider, said: dict[str, Any]) -> Claims:
    groups = said.get(at.groups)
    values = {str(said.get("acr", "")), *(str(value) for value in said.get("amr") or ())}
    return Claims(
        subject=str(said["sub"]),
        email=str(said.get("email", "")).lower() if said.get("email_verified") is True else "",
        groups=frozenset(map(str, groups)) if isinstance(groups, list) else None,
        showed_factor=bool(values & set(at.factor)),
    )
