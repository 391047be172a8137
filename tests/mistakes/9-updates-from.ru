# FROM in an update
INSERT { ?x a :Person } FROM <http://example.com/g> WHERE { ?x :age ?n }
