"""Stand-ins for the servers of channels, on this machine: as strict as the real ones, and able to fail like them."""
