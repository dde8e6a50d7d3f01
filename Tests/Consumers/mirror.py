import json, sqlite3, sys, urllib.error, urllib.request as web
url, key, db = sys.argv[1], sys.argv[2], sqlite3.connect(sys.argv[3])
db.executescript("create table if not exists mirror(id primary key, record, scan, entity, rev); create table if not exists place(one primary key, cursor, scan)")
cursor, scan, more = *(db.execute("select cursor, scan from place").fetchone() or ("start", 0)), True
while more:
    try: page = [json.loads(line) for line in web.urlopen(web.Request(f"{url}?cursor={cursor}", headers={"Authorization": "Bearer " + key}))]
    except urllib.error.HTTPError as gone: page = [{"cursor": "start", "more": (scan := scan + 1) > 0}] if gone.code == 410 else sys.exit(gone)
    for line in page[:-1]: db.execute("replace into mirror values(?,?,?,?,?)" if "record" in line else "delete from mirror where id=?", (line["id"], json.dumps(line["record"]), scan, line["entity"], line["rev"]) if "record" in line else (line["id"],))
    cursor, more = page[-1]["cursor"], page[-1]["more"]
    with db: db.execute("replace into place values(1,?,?)", (cursor, scan)); more or db.execute("delete from mirror where scan<?", (scan,))
