"""设区市方格图 The sixteen cities as tiles in roughly their places: no map, no boundary.

Public maps need official review (《地图管理条例》); a tile grid draws none.
"""

from dataclasses import dataclass

from generator.standing.snapshot import Snapshot
from generator.terms import City, Status

# City: (row, column), from 1.
GRID = {
    City.DEZHOU: (1, 2), City.BINZHOU: (1, 3), City.DONGYING: (1, 4),
    City.YANTAI: (1, 6), City.WEIHAI: (1, 7),
    City.LIAOCHENG: (2, 1), City.JINAN: (2, 2), City.ZIBO: (2, 3),
    City.WEIFANG: (2, 4), City.QINGDAO: (2, 5),
    City.TAIAN: (3, 2), City.LINYI: (3, 4), City.RIZHAO: (3, 5),
    City.HEZE: (4, 1), City.JINING: (4, 2), City.ZAOZHUANG: (4, 3),
}  # fmt: skip
SHADES = 5


@dataclass(frozen=True)
class Tile:
    """方格 One city: where it stands, how many are in force, how dark it is (0 to 5)."""

    city: City
    row: int
    column: int
    in_force: int
    total: int
    shade: int


def tiles(snapshot: Snapshot) -> list[Tile]:
    """方格图 In the order of the city codes."""
    everyone = {city: snapshot.by_city.get(city.value, ()) for city in City}
    counts = {c: sum(x.status is Status.IN_FORCE for x in all_) for c, all_ in everyone.items()}
    most = max(counts.values(), default=0)
    return [
        Tile(city, *GRID[city], counts[city], len(everyone[city]), _shade(counts[city], most))
        for city in City
    ]


def _shade(count: int, most: int) -> int:
    return -(-SHADES * count // most) if most else 0
