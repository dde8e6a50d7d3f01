"""What the conformance checks share: a hub by its address and key, and its feeds as the plain loop of a partner reads them."""
import json, sys, urllib.request

URL, KEY = sys.argv[1], sys.argv[2]
HEADERS = {"Authorization": "Bearer " + KEY}


def get(path, **headers):
    request = urllib.request.Request(URL + path, headers={**HEADERS, **headers})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def lines(feed):
    """Every line of a feed from the start, without the ends of pages."""
    cursor, more, found = "start", True, []
    while more:
        page = [json.loads(line) for line in get(f"/v1/feeds/{feed}/changes?cursor={cursor}&limit=5000").splitlines()]
        found += page[:-1]
        cursor, more = page[-1]["cursor"], page[-1]["more"]
    return found


def records(feed):
    """The records of a feed, by entity and id."""
    found = {}
    for line in lines(feed):
        entity = found.setdefault(line["entity"], {})
        if "record" in line:
            entity[line["id"]] = line["record"]
        else:
            entity.pop(line["id"], None)
    return found


def feeds():
    return [feed["name"] for feed in json.loads(get("/v1/feeds"))["feeds"]]


def same(name, mine, theirs):
    if mine != theirs:
        sys.exit(f"{name}: {mine!r} is not {theirs!r}")
    print(f"{name}: {mine!r}"[:200])
