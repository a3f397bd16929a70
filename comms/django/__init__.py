"""What Django wants to find: settings, addresses, the WSGI application; all of it derived from Config."""
