"""注入故障 Builds killed, starved and raced at every step, by an audit hook of the interpreter."""
