"""`python -m comms` is the same as `comms`."""

from comms.cli import main

main()
