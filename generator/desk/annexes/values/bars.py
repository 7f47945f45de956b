"""再次申报 Whether a revocation bars its unit from applying again (第二十四条)."""

from generator.desk.annexes.values.reading import Read, plain

YES = {"限制", "是", "不得申报", "不得再次申报"}
NO = {"不限制", "否", "不受限制"}


def bars(text: str) -> Read:
    """读再次申报 Said in so many words, or a doubt; a blank leaves it to the regulation."""
    said = plain(text)
    if said in YES | NO:
        return Read("true" if said in YES else "false")
    return Read(doubt=f"再次申报一栏“{text}”看不出限制还是不限制")
