"""GDAL's OAPIF driver, the one that QGIS has too, reads every collection, page after page, and narrows by a box."""
from hub import KEY, URL, feeds, records, same
import pyogrio

pyogrio.set_gdal_config_options({"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": KEY})
layers = [name for name, _ in pyogrio.list_layers("OAPIF:" + URL)]
for feed in feeds():
    known = records(feed)
    for layer in (n for n in layers if n.startswith(feed + ".")):
        mine = known.get(layer.split(".")[1], {})
        if not mine:
            continue
        table = pyogrio.read_dataframe("OAPIF:" + URL, layer=layer, PAGE_SIZE=500)
        same(layer, len(table), len(mine))
        assert set(table["id"]) == mine.keys(), layer
        placed = sum(1 for r in mine.values() if r.get("lon") is not None)
        if placed:
            same("crs", str(table.crs), "EPSG:4326")
            same("placed", int(table.geometry.notna().sum()), placed)
            box = (112.9, 23.5, 113.1, 23.8)
            inside = [r for r in mine.values() if r["lon"] and box[0] <= r["lon"] <= box[2] and box[1] <= r["lat"] <= box[3]]
            same("in the box", len(pyogrio.read_dataframe("OAPIF:" + URL, layer=layer, bbox=box)), len(inside))
