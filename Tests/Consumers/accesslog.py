import hashlib, json, sys, urllib.request as web
hub, key = sys.argv[1], sys.argv[2]
fields = "number at consumer key feed method path cursor_from cursor_to count bytes status purpose purpose_ref address request duration".split()
sm3 = lambda data: hashlib.new("sm3", data).digest()
netstrings = lambda values: b"".join(b"%d:%s," % (len(v), v) for v in (("" if x is None else str(x)).encode() for x in values))
after, chain, links, more = 0, None, {}, True
while more:
    *rows, end = map(json.loads, web.urlopen(web.Request(f"{hub}/v1/me/access-log?after={after}", headers={"Authorization": "Bearer " + key})))
    start = end["anchor"] or {"number": 0, "chain": sm3(netstrings(["envhub access log 1", end["log"], end["consumer"]])).hex()}
    if chain is None: chain, links[start["number"]] = bytes.fromhex(start["chain"]), start["chain"]
    for row in rows:
        chain = sm3(chain + netstrings(row[name] for name in fields))
        links[row["number"]] = chain.hex()
        if chain.hex() != row["chain"]: sys.exit(f"row {row['number']} of {row['at']} is not what was written, or rows before it are missing")
    after, more, head = end["after"], end["more"], end["head"]
if head and links.get(head["number"]) != head["chain"]: sys.exit(f"the rows do not lead to the head of {head['at']}")
print(f"{len(links) - 1} rows are in order" + (f", up to row {head['number']} with the hub's signature" if head else ""))
