"""数据模型 What every published file holds: its content and its schema come from here."""
