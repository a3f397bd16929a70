"""What the desk knows and decides: pure functions and frozen values.

No files, no network, no clock, no randomness, no Django. Time is an argument; a decision is a value
that carries its reasons; the same inputs give the same answer in every zone and in every order.
"""
