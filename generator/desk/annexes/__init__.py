"""附件 A department's list as it comes (XLSX, XLS, ODS, CSV, DOCX), read into rows of the register.

Each step is a function from a value to a value:

    annex   = opened_annex(name, data)           开启  a file → grids of texts
    listing = listing_of(annex, heads, sheets)   名单  grids → lines of the list, all accounted for
    taken   = taken(listing, ground, only, said) 收录  lines → rows, each matched, new or in doubt
    drafts  = drafted(form, taken, series)       起草  rows → new records

Whatever a file holds, it is read, or refused with one `Complaint`.
"""
