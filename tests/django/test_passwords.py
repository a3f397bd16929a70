from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher, make_password

from comms.django.passwords import Argon2


def test_a_password_is_kept_with_argon2id_in_nineteen_mebibytes():
    kept = Argon2().encode("right horse 1948", "salt-of-sixteen-")

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2().verify("right horse 1948", kept)
    assert not Argon2().verify("right horse 1949", kept)


def test_a_password_kept_with_other_costs_still_opens_and_is_to_be_kept_anew():
    older = Argon2PasswordHasher().encode("right horse 1948", "salt-of-sixteen-")

    assert Argon2().verify("right horse 1948", older)
    assert Argon2().must_update(older)


def test_the_desk_keeps_its_passwords_so():
    assert settings.PASSWORD_HASHERS == ["comms.django.passwords.Argon2"]
    assert isinstance(identify_hasher(make_password("right horse 1948")), Argon2)
