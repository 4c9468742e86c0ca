"""The only writes to users."""

from karlemose.accounts.models import User


class AddressTaken(ValueError):
    """Somebody has this e-mail address already."""


def add_user(*, email: str, name: str, password: str | None) -> User:
    """Make a user who can sign in; without a password only the demo's door lets them in.

    Part of an action of the room above (a membership is what leaves the ledger's line). Raises `AddressTaken`.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken(f"{email} has a user already")
    user = User(email=email.lower(), name=name)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save(force_insert=True)
    return user
