"""What can be wrong with a file in the vault; each is said apart, because each has another remedy."""


class VaultFault(Exception):
    """The file cannot be read."""


class Damaged(VaultFault):
    """What lies on the disk is not what was kept: a flipped bit, a cut file, another file under its name."""


class Missing(VaultFault):
    """The record is there, the file is not: a folder that was not brought along, a disk that lost it."""


class WrongKey(VaultFault):
    """The installation's key is not the one that the partnership's key was wrapped with."""
