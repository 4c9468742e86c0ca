"""A signed-in person who has chosen whom they work for, as far as there was anything to choose."""

from django.test import Client


def at_work(user) -> Client:
    """The way in first: there a session takes on the one membership that runs."""
    client = Client()
    client.force_login(user)
    client.get("/")
    return client
