"""Full moons, for the one observance that follows them (Vesak).

Jean Meeus, Astronomical Algorithms, 2nd edition, chapter 49: the mean phase and its periodic terms
for the full moon. Accurate to some minutes for the years 1900 to 2100, which is what a date needs.
"""

from datetime import UTC, datetime, timedelta
from math import radians, sin

_SYNODIC_MONTH = 29.530588861
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_EPOCH_JDE = 2451550.09766
_TERRESTRIAL_MINUS_UNIVERSAL = timedelta(seconds=70)

# Coefficient in days, power of the eccentricity factor, multiples of M, M′ and F.
_TERMS = (
    (-0.40614, 0, 0, 1, 0),
    (0.17302, 1, 1, 0, 0),
    (0.01614, 0, 0, 2, 0),
    (0.01043, 0, 0, 0, 2),
    (0.00734, 1, -1, 1, 0),
    (-0.00515, 1, 1, 1, 0),
    (0.00209, 2, 2, 0, 0),
    (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2),
    (0.00056, 1, 1, 2, 0),
    (-0.00042, 0, 0, 3, 0),
    (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2),
    (-0.00024, 1, -1, 2, 0),
)


def _full_moon(lunation: int) -> datetime:
    k = lunation + 0.5
    t = k / 1236.85
    jde = _EPOCH_JDE + _SYNODIC_MONTH * k + 0.00015437 * t * t
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    for days, power, m, m_prime, f in _TERMS:
        jde += days * eccentricity**power * sin(m * sun + m_prime * moon + f * latitude)
    jde += -0.00017 * sin(node) + 0.000325 * sin(radians(299.77 + 0.107408 * k))
    return _J2000 + timedelta(days=jde - 2451545.0) - _TERRESTRIAL_MINUS_UNIVERSAL


def full_moons(year: int, month: int) -> tuple[datetime, ...]:
    """Return the instants (UTC) of the full moons of a month, one or two, in order; none is possible in February."""
    first = round((year + (month - 1) / 12 - 2000) * 12.3685) - 2
    found = (_full_moon(lunation) for lunation in range(first, first + 5))
    return tuple(moon for moon in found if (moon.year, moon.month) == (year, month))
