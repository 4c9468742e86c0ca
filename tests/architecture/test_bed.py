"""The restrictions of the test bed are in force."""

import socket
import warnings

import pytest
from django.template import Context, Template
from django.template.base import Origin
from pytest_socket import SocketConnectBlockedError

from karlemose.accounts.models import User
from tests.architecture.house import HOUSE


def test_warnings_are_errors():
    with pytest.raises(UserWarning):
        warnings.warn("anything", UserWarning, stacklevel=1)


def test_other_machines_cannot_be_reached():
    with pytest.raises((SocketConnectBlockedError, UserWarning)):  # it warns first, and warnings are errors
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_an_unknown_template_variable_fails():
    template = Template("{{ nobody_gave_this }}", origin=Origin(str(HOUSE / "web/templates/x.html"), "x.html"))
    with pytest.raises(AssertionError, match="nobody_gave_this"):
        template.render(Context())


def test_a_template_may_ask_whether_there_is_a_variable():
    text = "{% if nobody_gave_this %}x{% endif %}{{ nobody_gave_this|default:'none' }}"
    template = Template(text, origin=Origin(str(HOUSE / "web/templates/x.html"), "x.html"))
    assert template.render(Context()) == "none"


@pytest.mark.django_db(databases=["default", "owner"])
def test_rows_without_an_order_come_shuffled(cast):
    orders = {tuple(User.objects.values_list("id", flat=True)) for _ in range(10)}
    assert len(orders) > 1
    in_order = User.objects.order_by("id").values_list("id", flat=True)
    assert tuple(in_order) == tuple(sorted(next(iter(orders))))
