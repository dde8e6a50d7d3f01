import hashlib, json, sqlite3, sys, urllib.request as web
url, key, db = sys.argv[1], sys.argv[2], sqlite3.connect(sys.argv[3])
told = json.load(web.urlopen(web.Request(url + "/digest", headers={"Authorization": "Bearer " + key})))
if db.execute("select cursor from place").fetchone() != (told["cursor"],): sys.exit("the mirror is behind: bring it up to date first")
mine = {entity: {"count": 0, "sum": 0} for entity in told["entities"]}
for id, entity, rev, record in db.execute("select id, entity, rev, record from mirror"):
    since = told["entities"][entity].get("since", "")
    if since and (json.loads(record)[told["entities"][entity]["time"]] or since)[:10] < since: continue
    mine[entity]["count"] += 1
    mine[entity]["sum"] += int.from_bytes(hashlib.sha256(f"{id}\0{rev}".encode()).digest(), "big")
for entity in mine.values(): entity["sum"] = "%064x" % (entity["sum"] % 2**256)
told = {entity: {"count": all["count"], "sum": all["sum"]} for entity, all in told["entities"].items()}
print("the same") if mine == told else sys.exit(f"different: the mirror has {mine}, the feed {told}")
