"""Clients that others wrote, against a server whose address and token are the arguments. Ends with 1 at the first surprise."""

import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.dom.minidom

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

BASE, TOKEN = sys.argv[1].rstrip("/"), sys.argv[2]
ID = rdflib.Namespace("https://westlake.example/id/")
EX = rdflib.Namespace("http://example.org/")

FOUNDED = "SELECT ?who ?what { ?who wl:founded ?what }"
WITH_EVIDENCE = "SELECT ?what ?start { :Alibaba wl:owns ?what {| wl:evidence/oa:start ?start |} }"
APART = """SELECT (SUBJECT(?t) AS ?s) (PREDICATE(?t) AS ?p) (OBJECT(?t) AS ?o) ?status
  { ?r rdf:reifies ?t ; wl:status ?status FILTER(isTRIPLE(?t)) } LIMIT 20"""
PLAIN = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(!isTRIPLE(?o)) }"


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def raises(exceptions, call):
    try:
        call()
    except exceptions:
        return True
    return False


def wrapper(query, path="/sparql", form=None, method=GET, token=False):
    client = SPARQLWrapper(BASE + path)
    client.setQuery(query)
    client.setMethod(method)
    if form:
        client.setReturnFormat(form)
    if token:
        client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    return client


def sparql_wrapper():
    for method in GET, POST:
        for request in URLENCODED, POSTDIRECTLY:
            if (method, request) == (GET, POSTDIRECTLY):
                continue
            client = wrapper(FOUNDED, form=JSON, method=method)
            client.setRequestMethod(request)
            rows = client.queryAndConvert()["results"]["bindings"]
            check(any(row["what"]["value"] == str(ID.DeepSeek) for row in rows), rows)
    document = wrapper(FOUNDED, form=XML).queryAndConvert()
    check(isinstance(document, xml.dom.minidom.Document) and document.getElementsByTagName("result"), document)
    check(b"who,what" in wrapper(FOUNDED, form=CSV).queryAndConvert(), "CSV")
    check(b"?who\t?what" in wrapper(FOUNDED, form=TSV).queryAndConvert(), "TSV")
    check(wrapper("ASK { :DeepSeek ?p ?o }", form=JSON).queryAndConvert()["boolean"] is True, "ASK")
    expected = len(rdflib.Graph().parse(data=wrapper(PLAIN, form=TURTLE).queryAndConvert(), format="turtle"))
    check(expected > 1000, expected)
    for form in RDFXML, JSONLD:
        graph = wrapper(PLAIN, form=form).queryAndConvert()
        check(len(graph) == expected, (form, len(graph), expected))
    check(len(rdflib.Graph().parse(data=wrapper(PLAIN, form=N3).queryAndConvert(), format="n3")) == expected, "N3")
    # The statement form of JSON-LD has everything, for clients that know no triple terms.
    everything = wrapper("CONSTRUCT WHERE { ?s ?p ?o }", form=JSONLD).queryAndConvert()
    check((None, rdflib.RDF.type, rdflib.RDF.Statement) in everything, "rdf:Statement")
    check(raises(QueryBadFormed, wrapper("SELECT {", form=JSON).query), "a mistake is a 400")


def sparql_wrapper_updates():
    insert = f"INSERT DATA {{ <{EX.a}> <{EX.p}> 'from SPARQLWrapper' }}"
    for request in URLENCODED, POSTDIRECTLY:
        for path in "/update", "/sparql":
            client = wrapper(insert, path, method=POST, token=True)
            client.setRequestMethod(request)
            check(client.query().response.status == 204, (request, path))
    check(raises(Unauthorized, wrapper(insert, "/update", method=POST).query), "no token")
    check(wrapper(f"ASK {{ <{EX.a}> ?p ?o }}", form=JSON).queryAndConvert()["boolean"], "inserted")
    wrapper(f"DELETE WHERE {{ <{EX.a}> ?p ?o }}", "/update", method=POST, token=True).query()
    check(not wrapper(f"ASK {{ <{EX.a}> ?p ?o }}", form=JSON).queryAndConvert()["boolean"], "deleted")


def rdflib_store():
    for method in "GET", "POST", "POST_FORM":
        graph = rdflib.Graph(SPARQLStore(BASE + "/sparql", method=method))
        founded = {(row.who, row.what) for row in graph.query(FOUNDED)}
        check((ID.LiangWenfeng, ID.DeepSeek) in founded, founded)
        check(bool(graph.query("ASK { :DeepSeek ?p ?o }")), "ASK")
        check(len(list(graph.triples((ID.DeepSeek, None, None)))) > 5, "triples")
        check((ID.DeepSeek, rdflib.RDFS.label, None) in graph, "a pattern")
        # SPARQL 1.2 in the query, and terms of RDF 1.1 in the answer.
        check(all(row.start.toPython() >= 0 for row in graph.query(WITH_EVIDENCE)), "evidence")
        check(len(list(graph.query(APART))) == 20, "triple terms taken apart")
    # What docs/server.md says of RDF 1.1 clients: a triple term in the answer is too much for them.
    graph = rdflib.Graph(SPARQLStore(BASE + "/sparql"))
    check(raises(Exception, lambda: list(graph.query("SELECT ?t { ?r rdf:reifies ?t } LIMIT 1"))), "triple term")
    reifies = rdflib.URIRef(str(rdflib.RDF) + "reifies")
    check(raises(Exception, lambda: list(graph.triples((None, reifies, None)))), "triple terms")


def rdflib_update_store():
    store = SPARQLUpdateStore(BASE + "/sparql", BASE + "/update", headers={"Authorization": f"Bearer {TOKEN}"})
    dataset = rdflib.Dataset(store, default_union=False)
    graph = dataset.graph(EX.graph)
    lake = (EX.lake, EX.area, rdflib.Literal(639))
    graph.add(lake)
    graph.add((EX.lake, EX.name, rdflib.Literal("see \"x\" \\ ü", lang="de")))
    check(len(graph) == 2 and lake in graph, list(graph))
    check(EX.graph in {g.identifier for g in dataset.graphs()}, "graphs")
    graph.addN([(EX.pond, EX.area, rdflib.Literal(n), graph) for n in range(50)])
    check(len(graph) == 52, len(graph))
    check({row.n.toPython() for row in graph.query(f"SELECT ?n {{ <{EX.pond}> ?p ?n }}")} == set(range(50)), "query")
    graph.update(f"DELETE WHERE {{ <{EX.pond}> ?p ?o }}")
    check(len(graph) == 2, len(graph))
    graph.remove(lake)
    check(lake not in graph and len(graph) == 1, list(graph))
    dataset.remove_graph(graph)
    check(len(graph) == 0, list(graph))
    reader = SPARQLUpdateStore(BASE + "/sparql", BASE + "/update")
    check(raises(urllib.error.HTTPError, lambda: rdflib.Dataset(reader).graph(EX.graph).add(lake)), "no token")


def get(path, accept):
    request = urllib.request.Request(BASE + path, headers={"Accept": accept})
    with urllib.request.urlopen(request) as response:
        return response.headers["Content-Type"], response.read()


def pyoxigraph_parsers():
    graphs = {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
        "application/trig": ox.RdfFormat.TRIG,
        "application/n-quads": ox.RdfFormat.N_QUADS,
    }
    for path in "/store?default", "/sparql", "/.well-known/void", "/sparql?query=" + urllib.parse.quote("DESCRIBE :DeepSeek"):
        counts = set()
        for accept, form in graphs.items():
            content_type, body = get(path, accept)
            check(content_type.startswith(accept), content_type)
            counts.add(len(set(ox.parse(body, format=form))))
        check(len(counts) == 1 and counts.pop() > 0, (path, counts))
        check(list(ox.parse(get(path, "application/ld+json")[1], format=ox.RdfFormat.JSON_LD)), path)
    results = {
        "application/sparql-results+json": ox.QueryResultsFormat.JSON,
        "application/sparql-results+xml": ox.QueryResultsFormat.XML,
        "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    }
    query = "/sparql?query=" + urllib.parse.quote("SELECT ?r ?t { ?r rdf:reifies ?t } ORDER BY ?r LIMIT 50")
    rows = []
    for accept, form in results.items():
        solutions = ox.parse_query_results(get(query, accept)[1], format=form)
        rows.append([(row["r"], row["t"]) for row in solutions])
    check(len(rows[0]) == 50 and rows[0] == rows[1] == rows[2], "the formats differ")


for test in (
    sparql_wrapper,
    sparql_wrapper_updates,
    rdflib_store,
    rdflib_update_store,
    pyoxigraph_parsers,
):
    test()
    print(f"{test.__name__}: ok")
