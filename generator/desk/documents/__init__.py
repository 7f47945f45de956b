"""Acts as official documents in the layout of GB/T 9704-2012, ready for the seal.

One value (`OfficialDocument`), composed once and printed by one template per format. It is
made of the record alone: numbers of the law come from the act's edition, and what the record
does not hold is left blank and named.
"""

from generator.desk.documents.composing import compose, returned
from generator.desk.documents.forms import FORMS
from generator.desk.documents.printing import BrokenTemplate, Format, NoChineseType, printed

__all__ = ["FORMS", "BrokenTemplate", "Format", "NoChineseType", "compose", "printed", "returned"]
