"""Data for machines: the public contract, versioned; pages may change, this may not.

Nothing is loaded here: a question on one platform needs neither workbooks nor calendars.
"""
