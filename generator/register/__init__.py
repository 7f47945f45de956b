"""登记簿 Records bound into one book, and what follows from them on a day: no I/O and no clock."""
