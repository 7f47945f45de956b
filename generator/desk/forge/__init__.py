"""What the pipelines of a forge need beyond records: drafts from forms, the comment, who approved, links."""
