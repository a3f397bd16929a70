"""Calendars that others subscribe to: bytes of iCalendar, a pure function of what the calendars say.

No clock, no order of sets, no zone of the machine: the same entries give the same bytes everywhere,
so that a subscriber who asks again is told that nothing changed. Feeds are written by rename.
"""
