from typing import ClassVar

from django.db import models
from django.db.models import Q

from karlemose.foundation.privacy import Data
from karlemose.foundation.scoped import Scoped
from karlemose.tenancy.models import PartnershipOwned


class VaultKey(PartnershipOwned):
    """The key of one partnership, wrapped by the installation's."""

    wrapped_key = models.BinaryField()  # nonce (12 bytes), then the sealed key
    wrapped_with = models.CharField(max_length=16)  # which key of the installation opens it: the start of its digest
    made_at = models.DateTimeField()

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["partnership"], name="vault_vaultkey_one_each"),
        ]

    class Privacy:
        kept_for = None
        then = "keep"
        basis = "no personal data"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "wrapped_with", "made_at"), Data.PLAIN),
            "wrapped_key": Data.SECRET,
        }


class StoredFile(PartnershipOwned):
    """One file on the disk. It stays for as long as records hold it; without this row nobody can open it again."""

    digest = models.CharField(max_length=64)  # SHA-256 of the plain bytes, in hexadecimal
    size = models.PositiveBigIntegerField()  # bytes, plain
    wrapped_key = models.BinaryField()
    holders = models.PositiveIntegerField(default=1)  # how many records hold it
    kept_at = models.DateTimeField()

    objects = Scoped()
    everything = models.Manager()

    class Meta(PartnershipOwned.Meta):
        default_manager_name = "everything"
        constraints: ClassVar = [
            *PartnershipOwned.Meta.constraints,
            models.UniqueConstraint(fields=["partnership", "digest"], name="vault_storedfile_digest_once"),
            models.CheckConstraint(condition=Q(holders__gte=1), name="vault_storedfile_is_held"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="vault_storedfile_digest_is_one"),
        ]

    class Privacy:
        kept_for = None
        then = "erase"
        basis = "that of the records that hold it"
        fields: ClassVar = {
            **dict.fromkeys(("id", "partnership", "size", "holders"), Data.PLAIN),
            **dict.fromkeys(("digest", "kept_at"), Data.QUASI),
            "wrapped_key": Data.SECRET,
        }

    def __str__(self) -> str:
        return self.digest
