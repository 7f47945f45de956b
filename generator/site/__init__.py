"""One publication of the register: its files by path, and the only writer of them."""
