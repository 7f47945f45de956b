"""A clerk's form (登记官方文件) to a draft record: text in, arguments out, a file written."""
