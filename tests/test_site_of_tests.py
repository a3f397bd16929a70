from comms.django import settings


def test_tests_never_touch_the_site_of_the_checkout():
    assert settings.SITE.site.name.startswith("desk-tests-")
