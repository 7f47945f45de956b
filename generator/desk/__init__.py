"""经办 What staff work with: drafting, importing annexes, the canonical form, official documents.

The only room that opens spreadsheets and word-processor files.
"""
