"""Every surface of a site, read back, and the answer that each of them must give."""
