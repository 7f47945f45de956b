"""机群 The same build by many machines: `dask.distributed` divides the work, `fsspec` carries the files.

Asked for by `registry build --engine dask`; needs the optional packages of `scale`.
"""

from generator.engine.cluster import Lost, working
from generator.engine.errand import Errand, OtherProgram
from generator.engine.store import Occupied, Store
from generator.engine.writing import write

__all__ = ["Errand", "Lost", "Occupied", "OtherProgram", "Store", "working", "write"]
