"""What a browser carries that is signed in as somebody: a session and the token of its forms."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from karlemose.accounts.session_store import BEGUN, SEEN, SessionStore
from karlemose.accounts.sessions import ENTRY, WORN, Entry
from karlemose.foundation import clock
from karlemose.partners.models import Membership


@dataclass(frozen=True)
class SignedIn:
    cookie: str
    token: str


def signed_in(membership: Membership) -> SignedIn:
    """As the person of a membership, under which the session works already: else the first page would bind it anew."""
    user = membership.user
    session = SessionStore()
    session[WORN] = membership.id
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGUN] = session[SEEN] = clock.current_time().isoformat()
    session[ENTRY] = Entry.FULL
    session.create()
    token = secrets.token_hex(16)
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return SignedIn("; ".join(f"{name}={value}" for name, value in cookies.items()), token)
