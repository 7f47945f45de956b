"""说明 The one complaint about an annex that cannot be taken as it is: what it is, and what to do."""


class Complaint(Exception):
    """说明 A sentence for the clerk; this room raises nothing else, whatever a file holds."""
