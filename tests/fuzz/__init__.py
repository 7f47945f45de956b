"""随机输入 Coverage-guided fuzzing of what reads and renders, by `make fuzz`; not part of `make test`."""
