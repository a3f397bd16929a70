"""Mail: an edition as HTML and as text, and what both must be before a person may approve them.

Nothing here sends. Values never pass through MJML, and a template that lacks something is an error with its line.
"""
