"""Sealed for the receiver by kept libraries; a secret key is not taken, whoever pastes it."""

import pyrage
import pysequoia
import pytest

from karlemose.disclosure import sealing
from karlemose.disclosure.enums import KeyKind

PARCEL = b"a parcel"
NOTHING_TO_SEAL_FOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxjMEaaaa\n-----END PGP PUBLIC KEY BLOCK-----"


@pytest.fixture(scope="module")
def pair():
    return pysequoia.Tsk.generate("Mette <mette@politi.example>")


@pytest.fixture(scope="module")
def public(pair) -> str:
    return str(pair.extract_certificate())


def test_an_age_key_opens_what_was_sealed_for_it():
    identity = pyrage.x25519.Identity.generate()
    key = sealing.parse(f"  {identity.to_public()}\n")
    sealed = sealing.seal(PARCEL, key)
    assert key.kind is KeyKind.AGE
    assert PARCEL not in sealed
    assert pyrage.decrypt(sealed, [identity]) == PARCEL


def test_another_age_key_does_not():
    sealed = sealing.seal(PARCEL, sealing.parse(str(pyrage.x25519.Identity.generate().to_public())))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


def test_an_openpgp_key_opens_what_was_sealed_for_it(pair, public):
    key = sealing.parse(public)
    sealed = sealing.seal(PARCEL, key)
    assert (key.kind, len(key.fingerprint)) == (KeyKind.OPENPGP, 40)
    assert PARCEL not in sealed
    assert bytes(pysequoia.decrypt(sealed, pair.decryptor()).bytes) == PARCEL


def test_a_secret_age_key_is_not_taken():
    with pytest.raises(sealing.SecretKeyGiven):
        sealing.parse(str(pyrage.x25519.Identity.generate()))


def test_a_secret_openpgp_key_is_not_taken(pair):
    with pytest.raises(sealing.SecretKeyGiven):
        sealing.parse(str(pair))


def test_nor_is_one_that_calls_itself_public(pair):
    with pytest.raises(sealing.SecretKeyGiven):
        sealing.parse(str(pair).replace("PRIVATE KEY", "PUBLIC KEY"))


def test_what_is_no_public_key_is_not_taken():
    for given in ("age1", "age1" + "q" * 58, "hello", "", "ssh-ed25519 AAAA", NOTHING_TO_SEAL_FOR, "x" * 50_000):
        with pytest.raises(sealing.NotAPublicKey):
            sealing.parse(given)
