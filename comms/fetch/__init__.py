"""The one way to ask an address that somebody gave: public hosts only, within limits of size and time."""
