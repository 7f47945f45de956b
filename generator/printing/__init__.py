"""印制 The printer: MkDocs prints the prose and one shell per layout; we fill the shells.

The printer is one replaceable function; nothing here imports MkDocs.
"""

from generator.printing.hosting import server_outputs
from generator.printing.policy import guarded
from generator.printing.printer import PRINTERS, Printer, PrinterFault, print_folder
from generator.printing.shells import Shell, read_shell
from generator.printing.staging import DISCARDED, ROOT, stage

__all__ = [
    "DISCARDED",
    "PRINTERS",
    "ROOT",
    "Printer",
    "PrinterFault",
    "Shell",
    "guarded",
    "print_folder",
    "read_shell",
    "server_outputs",
    "stage",
]
