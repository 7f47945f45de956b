"""资格状态 What holds on a day: pure arithmetic on the acts, no I/O and no clock."""
