"""登记簿 Records bound into one book: immutable, ordered, looked up by id."""
