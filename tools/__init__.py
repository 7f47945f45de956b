"""Programs that the pipelines of a forge need beyond the commands: drafts from forms, comments, links."""
