"""What stands between a right password and being signed in."""

from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa import stages
from django.http import HttpRequest, HttpResponse

from karlemose.accounts import devices, factors, sessions
from karlemose.foundation import clock

ASK_CONTACT = "ask_contact"  # in the session: the sign-in page says whom to ask


class SecondFactor(stages.AuthenticateStage):
    """Asks for the second factor, but for a device that showed one today and a provider that vouches for one.

    Whoever had a factor and has none left is refused: a password alone must not open enrolment to whoever found it out.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is not None and user.has_enrolled and not self._is_shown() and not factors.has_any(user.pk):
            self.request.session[ASK_CONTACT] = True
            return headed_redirect_response("account_login"), False
        return super().handle()

    def _should_handle(self, request: HttpRequest) -> bool:
        if self._is_shown():
            return False
        at = clock.current_time()
        return super()._should_handle(request) and not devices.is_trusted(request, user_id=self.login.user.pk, at=at)

    def _is_shown(self) -> bool:
        return sessions.was_vouched_for(self.request, self.login.user)
