"""印制 The printer: MkDocs prints the prose and one shell per layout; we fill the shells.

The printer is one replaceable function; nothing here imports MkDocs.
"""

from generator.printing.hosting import with_headers
from generator.printing.policy import BARE, guarded, meta, policy
from generator.printing.printer import PRINTERS, Printer, PrinterFault, print_folder
from generator.printing.shells import Shell, read_shell
from generator.printing.staging import DISCARDED, stage

__all__ = [
    "BARE",
    "DISCARDED",
    "PRINTERS",
    "Printer",
    "PrinterFault",
    "Shell",
    "guarded",
    "meta",
    "policy",
    "print_folder",
    "read_shell",
    "stage",
    "with_headers",
]
