"""How passwords are kept: Argon2id, as strong as the field asks for, and with a memory that a small machine has."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds, one thread: the first choice of the OWASP Password Storage Cheat Sheet.

    Django's own 100 MiB for each log-in would be most of what the whole desk needs, and several at once far more.
    Passwords that were kept otherwise are kept anew at their next log-in.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
