from typing import ClassVar

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped


class CurrentTransaction(models.Func):
    """The number of the writing transaction: sealing waits until no older one can still add entries."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()
    arity = 0


def _from_body(key: str) -> models.GeneratedField:
    """A column that PostgreSQL reads out of `body`, so that it cannot say anything else than what is sealed."""
    return models.GeneratedField(
        expression=KeyTextTransform(key, Cast("body", models.JSONField())),
        output_field=models.TextField(null=True),
        db_persist=True,
        null=True,
    )


class Entry(models.Model):
    """One line. `body` is canonical JSON and is exactly what the Merkle leaf hashes."""

    refused = "UPDATE, DELETE, TRUNCATE"

    partnership_id = models.BigIntegerField()
    body = models.TextField()
    event = _from_body("event")
    key = _from_body("key")
    organisation = _from_body("organisation")  # whose line it is, by id; none for the installation's own
    xid = models.BigIntegerField(db_default=CurrentTransaction())

    objects = Scoped()
    everything = models.Manager()

    class Meta:
        default_manager_name = "everything"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership_id", "key"], name="ledger_entry_key_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["partnership_id", "event", "id"], name="ledger_entry_by_event"),
            models.Index(fields=["partnership_id", "organisation", "id"], name="ledger_entry_by_organisation"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "databeskyttelsesforordningen-5-2"
        fields: ClassVar = {
            "id": Data.PLAIN,
            "partnership_id": Data.PLAIN,
            "body": Data.QUASI,  # who acted, as an id; never what a record says
            "event": Data.PLAIN,
            "key": Data.PLAIN,
            "organisation": Data.PLAIN,
            "xid": Data.PLAIN,
        }


class Leaf(models.Model):
    """The place of an entry in its partnership's tree."""

    refused = "UPDATE, DELETE, TRUNCATE"

    partnership_id = models.BigIntegerField()
    position = models.BigIntegerField()
    entry_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField()

    objects = Scoped()
    everything = models.Manager()

    class Meta:
        default_manager_name = "everything"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership_id", "position"], name="ledger_leaf_place")
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(("id", "partnership_id", "position", "entry_id", "hash"), Data.PLAIN)


class Head(models.Model):
    """A signed statement of a tree's size and root. Its code is printed on paper."""

    refused = "UPDATE, DELETE, TRUNCATE"

    partnership_id = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()
    signed_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    objects = Scoped()
    everything = models.Manager()

    class Meta:
        default_manager_name = "everything"
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership_id", "size"], name="ledger_head_size")]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = dict.fromkeys(
            ("id", "partnership_id", "size", "root", "frontier", "signed_at", "public_key", "signature"), Data.PLAIN
        )
