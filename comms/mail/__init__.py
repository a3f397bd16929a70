"""Mail: an edition as HTML and as text, and what both must be before a person may approve them.

Nothing of an edition is sent from here: what is, are notices to the desk's own people. Values never pass through MJML,
and a template that lacks something is an error with its line.
"""
