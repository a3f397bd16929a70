"""The public pages: bytes of HTML and XML, a pure function of the records and of the day.

Only what may be public comes in here: services leave out what a member has not agreed to. Nothing
is loaded from elsewhere, nothing runs in the reader's browser, nobody is counted.
"""
