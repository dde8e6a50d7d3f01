import json, sqlite3, sys, urllib.request as web, sseclient
url, key, db = sys.argv[1], sys.argv[2], sqlite3.connect(sys.argv[3])
db.executescript("create table if not exists mirror(id primary key, record); create table if not exists place(one primary key, cursor)")
headers = {"Authorization": "Bearer " + key, "Accept": "text/event-stream"}
headers.update({"Last-Event-ID": cursor for cursor, in db.execute("select cursor from place")})
for event in sseclient.SSEClient(web.urlopen(web.Request(url + "?cursor=start", headers=headers))).events():
    line = json.loads(event.data)
    if "record" in line: db.execute("replace into mirror values(?,?)", (line["id"], json.dumps(line["record"])))
    elif "id" in line: db.execute("delete from mirror where id=?", (line["id"],))
    if event.event == "end":
        with db: db.execute("replace into place values(1,?)", (event.id,))
