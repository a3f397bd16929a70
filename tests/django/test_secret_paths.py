import logging

from django.conf import settings

from comms.django.secret_paths import WithoutSecrets


def a_line(message, *values):
    line = logging.LogRecord("django.request", logging.WARNING, "", 1, message, values, None)
    assert WithoutSecrets().filter(line)
    return line.getMessage()


def test_the_secret_of_a_guest_is_taken_out_of_a_line_and_the_rest_stays():
    assert a_line("%s: %s", "Gone", "/guest/abc-_1/pictures/x/") == "Gone: /guest/…/pictures/x/"
    assert a_line("Forbidden: /guest/abc%41") == "Forbidden: /guest/…"
    assert a_line("%s: %s", "Not Found", "/stories/a/") == "Not Found: /stories/a/"


def test_the_log_of_the_desk_passes_through_it():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]
    assert settings.LOGGING["filters"]["secrets"]["()"] == f"{WithoutSecrets.__module__}.{WithoutSecrets.__name__}"
