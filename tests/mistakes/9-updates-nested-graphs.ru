# A graph within a graph
INSERT DATA {
  GRAPH <http://example.com/g> { GRAPH <http://example.com/h> { :a :knows :b } }
}
