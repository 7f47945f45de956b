"""The clerks' desk: new records, annexes, documents, the canonical form, duties, reports.

This room alone opens spreadsheets and documents of Word.
"""
