"""pandas reads lists of records as CSV, JSON lines and GeoJSON, with long codes as texts."""
import json
from hub import HEADERS, URL, feeds, get, records, same
import pandas

for feed in feeds():
    for entity, mine in records(feed).items():
        if not mine:
            continue
        place = f"{URL}/v1/feeds/{feed}/{entity}?limit=1000"
        want = min(len(mine), 1000)
        table = pandas.read_csv(place + "&f=csv", storage_options=HEADERS, dtype=str, keep_default_na=False)
        same(f"{feed} {entity} csv", len(table), want)
        columns = list(next(iter(mine.values())))
        assert [c for c in table.columns if c in columns] == columns, list(table.columns)
        for row in table.to_dict("records"):
            record = mine[row["id"]]
            for name, value in record.items():
                if isinstance(value, str):
                    assert row[name].lstrip("'") == value.lstrip("'"), (name, row[name], value)
        lines = pandas.read_json(place + "&f=ndjson", storage_options=HEADERS, lines=True, dtype=False)
        same(f"{feed} {entity} ndjson", len(lines), want)
        flat = pandas.json_normalize(json.loads(get(f"/v1/feeds/{feed}/{entity}?limit=1000&f=geojson"))["features"])
        same(f"{feed} {entity} geojson", len(flat), want)
