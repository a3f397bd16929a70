"""One file a channel. A channel knows a frozen Message and nothing else: no retry, no log, no settings."""
