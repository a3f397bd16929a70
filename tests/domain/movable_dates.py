"""The movable days of the calendars, 2024 to 2036, worked out apart from our rules: from month grids and an almanac."""

FIRST_YEAR = 2024

# One date a year; of a week it is the Monday.
MOVABLE = {
    "girls-ict": (
        {"kind": "nth-weekday", "month": 4, "weekday": "thu", "nth": 4},
        "04-25 04-24 04-23 04-22 04-27 04-26 04-25 04-24 04-22 04-28 04-27 04-26 04-24",
    ),
    "cooperatives": (
        {"kind": "nth-weekday", "month": 7, "weekday": "sat", "nth": 1},
        "07-06 07-05 07-04 07-03 07-01 07-07 07-06 07-05 07-03 07-02 07-01 07-07 07-05",
    ),
    "maritime": (
        {"kind": "last-weekday", "month": 9, "weekday": "thu"},
        "09-26 09-25 09-24 09-30 09-28 09-27 09-26 09-25 09-30 09-29 09-28 09-27 09-25",
    ),
    "habitat": (
        {"kind": "nth-weekday", "month": 10, "weekday": "mon", "nth": 1},
        "10-07 10-06 10-05 10-04 10-02 10-01 10-07 10-06 10-04 10-03 10-02 10-01 10-06",
    ),
    "tenants": (
        {"kind": "nth-weekday", "month": 10, "weekday": "mon", "nth": 1},
        "10-07 10-06 10-05 10-04 10-02 10-01 10-07 10-06 10-04 10-03 10-02 10-01 10-06",
    ),
    "philosophy": (
        {"kind": "nth-weekday", "month": 11, "weekday": "thu", "nth": 3},
        "11-21 11-20 11-19 11-18 11-16 11-15 11-21 11-20 11-18 11-17 11-16 11-15 11-20",
    ),
    "road-traffic-victims": (
        {"kind": "nth-weekday", "month": 11, "weekday": "sun", "nth": 3},
        "11-17 11-16 11-15 11-21 11-19 11-18 11-17 11-16 11-21 11-20 11-19 11-18 11-16",
    ),
    "school-violence-bullying": (
        {"kind": "nth-weekday", "month": 11, "weekday": "thu", "nth": 1},
        "11-07 11-06 11-05 11-04 11-02 11-01 11-07 11-06 11-04 11-03 11-02 11-01 11-06",
    ),
    "safer-internet": (
        {"kind": "weekday-of-nth-week", "month": 2, "week": 2, "weekday": "tue"},
        "02-06 02-11 02-10 02-09 02-08 02-06 02-12 02-11 02-10 02-08 02-07 02-06 02-12",
    ),
    "science-peace-week": (
        {"kind": "week-containing", "month": 11, "day": 11},
        "11-11 11-10 11-09 11-08 11-06 11-05 11-11 11-10 11-08 11-07 11-06 11-05 11-10",
    ),
    "local-democracy-week": (
        {"kind": "week-containing", "month": 10, "day": 15},
        "10-14 10-13 10-12 10-11 10-09 10-15 10-14 10-13 10-11 10-10 10-09 10-15 10-13",
    ),
    "deaf-people-week": (
        {"kind": "last-full-week", "month": 9},
        "09-23 09-22 09-21 09-20 09-18 09-24 09-23 09-22 09-20 09-19 09-18 09-24 09-22",
    ),
    "vesak": (
        {"kind": "full-moon", "month": 5, "which": "first"},
        "05-23 05-12 05-01 05-20 05-08 05-27 05-17 05-07 05-25 05-14 05-03 05-22 05-10",
    ),
}
BIRDS_IN_MAY = "05-11 05-10 05-09 05-08 05-13 05-12 05-11 05-10 05-08 05-14 05-13 05-12 05-10"
BIRDS_IN_OCTOBER = "10-12 10-11 10-10 10-09 10-14 10-13 10-12 10-11 10-09 10-08 10-14 10-13 10-11"

STATISTICS = ("2025-10-20", "2030-10-20", "2035-10-20")


def dated(days: str) -> list[str]:
    """Return *days* as ISO dates, from the first year of the table on."""
    return [f"{year}-{day}" for year, day in enumerate(days.split(), start=FIRST_YEAR)]
