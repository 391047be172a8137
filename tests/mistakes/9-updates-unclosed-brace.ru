# A brace that is never closed
INSERT DATA { GRAPH <http://example.com/g> { :a :knows :b }
