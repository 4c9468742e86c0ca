"""How the vault is: for `karlemose vault look` and for `doctor`."""

from dataclasses import dataclass

from karlemose.tenancy.acting import acting_for
from karlemose.tenancy.models import Partnership
from karlemose.vault import disk
from karlemose.vault.keys import installations, mark
from karlemose.vault.models import StoredFile, VaultKey


@dataclass(frozen=True)
class Condition:
    """Of one partnership's files; `is_openable`: this installation has the key, as its mark says."""

    files: int
    size: int  # bytes, plain
    missing: int  # kept, says the database, and not on the disk
    is_openable: bool


def look(*, partnership_id: int) -> Condition:
    """Asks for each file whether it is there; reads none."""
    with acting_for(partnership_id, read_only=True):
        rows = StoredFile.objects.unscoped("how are the files of this partnership?")
        kept = list(rows.order_by("id").values_list("digest", "size"))
        is_openable = _is_openable(partnership_id)
    missing = sum(not disk.path_of(partnership_id, digest).exists() for digest, _size in kept)
    return Condition(len(kept), sum(size for _digest, size in kept), missing, is_openable)


def under_another_key() -> list[str]:
    """Slugs of the partnerships whose files cannot be opened with the keys that are here."""
    found = []
    for partnership in Partnership.objects.order_by("slug"):
        with acting_for(partnership.id, read_only=True):
            if not _is_openable(partnership.id):
                found.append(partnership.slug)
    return found


def _is_openable(partnership_id: int) -> bool:
    rows = VaultKey.objects.unscoped("which key of the installation is asked for?")
    marks = rows.filter(partnership_id=partnership_id).order_by("id").values_list("wrapped_with", flat=True)
    return set(marks) <= {mark(key) for key in installations()}
