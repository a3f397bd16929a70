from tests.cli.desk_command import comms


def test_pages_are_built_where_told(site):
    comms("migrate", site=site)

    first = comms("pages", "build", "--out", site / "out", site=site)
    second = comms("pages", "build", "--out", site / "out", site=site)

    count = sum(
        1 for path in (site / "out").rglob("*") if path.is_file() and path.suffix != ".gz" and path.name != ".made"
    )
    assert first.stdout == f"{count} written, 0 unchanged in {site / 'out'}\n"
    assert second.stdout == f"0 written, {count} unchanged in {site / 'out'}\n"
