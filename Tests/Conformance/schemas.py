"""The OpenAPI documents are valid, and every line and record of every feed fits its JSON Schema (2020-12)."""
import json, urllib.request
from hub import URL, feeds, get, lines, records, same
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

for document in (json.load(urllib.request.urlopen(URL + "/openapi.json")), json.loads(get("/openapi.json"))):
    validate(document)
    same("openapi", document["openapi"], "3.0.3")
for feed in feeds():
    schema = json.loads(get(f"/v1/feeds/{feed}/schema"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    count = 0
    for line in lines(feed):
        validator.validate(line)
        count += 1
    same(f"{feed} lines", count > 0, True)
    for entity, mine in records(feed).items():
        schema = json.loads(get(f"/v1/feeds/{feed}/schema/{entity}"))
        validator = Draft202012Validator(schema)
        for record in list(mine.values())[:500]:
            validator.validate(record)
