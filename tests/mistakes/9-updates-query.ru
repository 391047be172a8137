# A query where an update is wanted
SELECT * { ?x ?p ?o }
