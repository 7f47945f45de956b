"""A department's list as it comes (XLSX, XLS, ODS, CSV, DOCX, PDF, HTML), read into rows of the register.

Each step is a function from a value to a value:

    file    = opened_annex(name, data)                        → grids of texts
    listing = listing_of(file, heads, sheets)                 → its lines, all accounted for
    taken   = taken_annex(listing, context, only, decisions)  → rows: matched, new or in doubt
    drafts  = annex_drafts(form, taken, series)               → new records

Whatever a file holds, it is read, or refused with one `Complaint`.
"""
