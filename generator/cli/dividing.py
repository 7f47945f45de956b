"""机群 `registry build --engine dask`: what the front desk says when a cluster does the work."""

from functools import partial
from pathlib import Path

from generator.cli.desk import refuse
from generator.cli.making import Progressed, Writer
from generator.exports.envelope import Publication
from generator.output import Order

try:
    from generator import engine
except ModuleNotFoundError as missing:
    refuse(
        2,
        f"没有安装“{missing.name}”：--engine dask 须另装 scale 一组软件包，如 pip install '.[scale]'。",
    )


def writer(out: str, scheduler: str | None) -> Writer:
    """机群 Writes by a cluster; what goes wrong with it is a sentence."""
    return partial(_written, out, scheduler)


def _written(
    out: str,
    scheduler: str | None,
    publication: Publication,
    printed: Path,
    order: Order,
    progress: Progressed,
) -> int:
    try:
        with engine.working(scheduler) as client:
            return engine.write(client, publication, printed, order, out, progress)
    except engine.OtherProgram:
        refuse(
            2, "机群中有进程的程序或软件包版本与本机不同，生成的网页会不一致；请更新后重新运行。"
        )
    except engine.Occupied as reason:
        refuse(2, str(reason))
    except engine.Lost as reason:
        refuse(3, str(reason))
