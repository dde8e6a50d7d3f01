"""rdflib reads the DCAT catalogue, and every place that it names answers."""
import json, urllib.request
from hub import HEADERS, URL, feeds, get, same
from rdflib import Graph, Namespace, RDF

DCAT, DCT = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
graph = Graph().parse(data=get("/v1/catalog.jsonld").decode(), format="json-ld")
datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
same("datasets", sorted(str(graph.value(d, DCT.identifier)) for d in datasets), sorted(feeds()))
languages = {title.language for d in datasets for title in graph.objects(d, DCT.title)}
same("languages", languages, {"zh", "en"})
count = 0
for distribution in graph.subjects(RDF.type, DCAT.Distribution):
    place, type = str(graph.value(distribution, DCAT.accessURL)), str(graph.value(distribution, DCAT.mediaType))
    with urllib.request.urlopen(urllib.request.Request(place, headers=HEADERS)) as answer:
        assert answer.headers["Content-Type"].split(";")[0] == type, (place, answer.headers["Content-Type"])
    count += 1
same("distributions", count > 20, True)
