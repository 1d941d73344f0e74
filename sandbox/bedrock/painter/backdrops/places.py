"""Which drawing draws which place."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.bedrock.painter.backdrops import built, land
from sandbox.bedrock.painter.backdrops.stage import Stage

PLACES: Mapping[str, Callable[[Stage], None]] = MappingProxyType(
    {
        "town": built.town,
        "skyline": built.skyline,
        "mountains": land.mountains,
        "forest": land.forest,
        "sea": land.sea,
        "space": land.space,
        "desert": land.desert,
        "room": land.room,
        "hills": land.hills,
    }
)
