"""Mail by the server that `KARLEMOSE_MAIL_URL` names. Without one nothing is sent, and the pages say so."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

SECONDS = 20  # so long a server may be silent; then the job has failed
SUBJECT = "Karlemose"
BODY = """Karlemose: der er noget til dig.
Karlemose: there is something for you.

{url}
"""


@dataclass(frozen=True)
class Server:
    """A mail server as `KARLEMOSE_MAIL_URL` has it; `smtps` is TLS from the first byte, `smtp` by STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    is_smtps: bool
    is_local: bool  # on this machine, where no line leaves it

    def backend(self) -> EmailBackend:
        return EmailBackend(
            host=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_ssl=self.is_smtps,
            use_tls=not self.is_smtps and not self.is_local,
            timeout=SECONDS,
        )


def is_set() -> bool:
    return settings.MAIL_SERVER is not None


def send(*, to: str, url: str) -> None:
    """Say that something is at this address. Raises what the server or the line to it raises; nothing when none is set.

    The body is the same for everybody but for the address in it.
    """
    if settings.MAIL_SERVER is None:
        return
    server = Server(**settings.MAIL_SERVER)
    message = EmailMessage(
        subject=SUBJECT,
        body=BODY.format(url=url),
        from_email=settings.MAIL_FROM,
        to=[to],
        connection=server.backend(),
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.send()
