"""The publication: for people, for machines, for the look-up."""
