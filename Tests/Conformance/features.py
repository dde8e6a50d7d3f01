"""OWSLib reads every collection as OGC API Features, and sees what the feeds say."""
from hub import HEADERS, URL, feeds, records, same
from owslib.ogcapi.features import Features

api = Features(URL, headers=HEADERS)
same("openapi", api.api()["openapi"], "3.0.3")
same("conformance", [c.rsplit("/")[-1] for c in api.conformance()["conformsTo"]], ["core", "oas30", "geojson"])
named = api.feature_collections()
for feed in feeds():
    known = records(feed)
    for name in (n for n in named if n.startswith(feed + ".")):
        mine = known.get(name.split(".")[1], {})
        same("collection", api.collection(name)["id"], name)
        properties = list(api.collection_queryables(name)["properties"])
        found, page = {}, api.collection_items(name, limit=700)
        while True:
            found.update({f["id"]: f for f in page["features"]})
            link = next((l["href"] for l in page["links"] if l["rel"] == "next"), None)
            if not link:
                break
            page = api.collection_items(name, limit=700, after=link.split("after=")[1].split("&")[0])
        same(name, len(found), len(mine))
        assert found.keys() == mine.keys(), name
        for id, feature in found.items():
            assert feature["properties"] == mine[id] and list(feature["properties"]) == properties, (name, id)
        for id in list(mine)[:3]:
            same("item", api.collection_item(name, id)["id"], id)
        if "lon" in properties:
            box = [112.9, 23.5, 113.1, 23.8]
            inside = {
                id for id, r in mine.items()
                if r["lon"] is not None and box[0] <= r["lon"] <= box[2] and box[1] <= r["lat"] <= box[3]
            }
            page = api.collection_items(name, bbox=box, limit=10000)
            assert {f["id"] for f in page["features"]} == inside, name
            same("in the box", page["numberReturned"], len(inside))
