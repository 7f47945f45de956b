"""A form that a clerk filled in on a forge (登记官方文件), to a draft record: text in, a file and an answer out."""
