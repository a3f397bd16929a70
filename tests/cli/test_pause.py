import pytest
from typer.testing import CliRunner

from comms.cli import app
from comms.domain.posts import State
from comms.errors import CommsError
from tests.cli.desk_command import comms
from tests.rows import a_coordinator, an_approved_post


def typed(*words):
    """Return what a command printed; raise what it refuses."""
    return CliRunner().invoke(app, words, catch_exceptions=False).stdout


def test_pause_holds_across_processes_until_somebody_resumes(site):
    comms("migrate", site=site)
    made = comms("pause", "--channel", "x", "--reason", "a war", site=site)
    ended = comms("resume", site=site)

    assert (made.returncode, made.stdout.startswith("paused: 1  channel x  from ")) == (0, True)
    assert ended.stdout == (
        "resumed 1: fell inside, to be decided at the desk under Pauses: 0; still ahead, going on as approved: 0\n"
    )


@pytest.mark.django_db
def test_what_is_already_on_its_way_is_told():
    an_approved_post(a_coordinator(), State.SENDING)

    assert typed("pause", "--reason", "a war").endswith("already on their way, and finishing: 1\n")


@pytest.mark.django_db
def test_pauses_are_listed_with_whoever_made_them_and_why():
    typed("pause", "--channel", "x", "--reason", "a war")
    before = typed("pause", "list")
    typed("resume")

    assert before.startswith("holds    ")
    assert "channel x  from" in before
    assert "(Europe/Madrid), by the command line: a war" in before
    assert typed("pause", "list").startswith("over     ")


@pytest.mark.django_db
def test_several_pauses_are_told_apart():
    first, second = (
        typed("pause", *options).split()[1]
        for options in (
            ("--reason", "a war", "--until", "2099-12-10 18:00"),
            ("--language", "es", "--reason", "a strike"),
        )
    )

    with pytest.raises(CommsError, match=r"until 2099-12-10 18:00(.|\n)*a strike") as asked:
        typed("resume")

    assert "give the number of one, or --all" in str(asked.value)
    assert typed("resume", second).startswith(f"resumed {second}:")
    assert typed("resume", "--all").startswith(f"resumed {first}:")
    assert typed("resume") == "nothing is paused\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "say why"),
        (("--reason", "a war", "--channel", "myspace"), "there is nothing called myspace to pause"),
        (("--reason", "a war", "--channel", "x", "--language", "es"), "for two, begin two pauses"),
        (("--reason", "a war", "--until", "soon"), "“soon” is not a day and hour; write it as 2026-12-10 18:00"),
        (("--reason", "a war", "--member", "atlantis"), "the records hold no city, region or network atlantis"),
        (("--reason", "a war", "--country", "XX"), "no local government here is in the country XX"),
    ],
)
def test_pause_that_cannot_begin_is_told_why(options, words):
    with pytest.raises(CommsError, match=words):
        typed("pause", *options)

    assert typed("pause", "list").startswith("nothing is or was paused\nheld, to be decided")


@pytest.mark.django_db
def test_pause_that_is_over_is_ended_no_more():
    with pytest.raises(CommsError, match="this pause is over already"):
        typed("resume", "7")
