# WHERE after INSERT DATA
INSERT DATA { :a :knows :b } WHERE { :a ?p ?o }
