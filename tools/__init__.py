"""工具 What a forge's pipelines need beyond the commands: drafts from forms, comments, links."""
