"""openapi-python-client makes a client from the OpenAPI document alone, and that client reads the feeds."""
import importlib, subprocess, sys, tempfile
from hub import KEY, URL, feeds, get, lines, records, same

with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/openapi.json", "wb") as document:
        document.write(get("/openapi.json"))
    with open(f"{folder}/config.yaml", "w") as config:
        config.write("project_name_override: made\npackage_name_override: made\npost_hooks: []\n")
    command = ["generate", "--path", f"{folder}/openapi.json", "--config", f"{folder}/config.yaml"]
    ended = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *command, "--output-path", f"{folder}/made"],
        capture_output=True, text=True)
    told = [line for line in ended.stdout.splitlines() if line.startswith(("WARNING", "Unable", "Error"))]
    # It takes no text that is PEM.
    same("what it could not take", [line for line in told if "/v1/keys/" not in line], [])
    same("ended", ended.returncode, 0)
    sys.path.insert(0, f"{folder}/made")

    def operation(name):
        return importlib.import_module(f"made.api.default.{name}").sync

    models = importlib.import_module("made.models")
    client = importlib.import_module("made").AuthenticatedClient(base_url=URL, token=KEY)
    same("feeds", [feed.name for feed in operation("feeds")(client=client).feeds], feeds())
    same("me", {grant.feed for grant in operation("me")(client=client).grants}, set(feeds()))
    for feed in feeds():
        cursor, more, found = "start", True, []
        while more:
            page = operation("changes")(
                models.ChangesFeed(feed), client=client, cursor=cursor, limit=5000, f=models.ChangesF.JSON)
            found += [line.to_dict() for line in page[:-1]]
            cursor, more = page[-1].cursor, page[-1].more
        same(f"{feed} lines", len(found), len(lines(feed)))
        # It reads times, and writes them in its own way.
        mine = [{**line, "at": None} for line in lines(feed)]
        assert [{**line, "at": None} for line in found] == mine, feed
        known = records(feed)
        digest = operation("digest")(models.DigestFeed(feed), client=client)
        counts = {name: entity.count for name, entity in digest.entities.additional_properties.items()}
        same(f"{feed} counts", counts, {name: len(known.get(name, {})) for name in counts})
    missing = operation("record")(models.RecordFeed(feeds()[0]), "pollution_source", "ps_00000000", client=client)
    same("a record that is not there", missing.status, 404)
