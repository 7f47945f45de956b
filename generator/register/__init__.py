"""Records bound into one register, and all that follows from them on a day: no I/O and no clock."""
