"""Programs of the pipelines of a forge: drafts from forms, the comment with the report, who approved, links."""
