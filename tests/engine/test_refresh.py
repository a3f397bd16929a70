import pytest

from comms.engine.refresh import refresh
from tests.rows import the_config


@pytest.mark.usefixtures("committed")
def test_refresh_keeps_feeds_and_pages_up_to_date():
    var = the_config().var
    refresh(the_config())
    (var / "feeds" / "un-days.en.ics").unlink()
    (var / "pages" / "robots.txt").unlink()

    refresh(the_config())

    assert (var / "feeds" / "un-days.en.ics").is_file()
    assert (var / "pages" / "robots.txt").is_file()
