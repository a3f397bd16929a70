"""A communications desk for networks of local governments that speak on the days of the United Nations."""
