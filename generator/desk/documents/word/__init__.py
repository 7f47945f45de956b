"""Word 文档 What python-docx needs told by hand for an official document, file by file."""
