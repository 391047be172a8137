# LIMIT in an update
DELETE { ?x :age ?n } WHERE { ?x :age ?n } LIMIT 10
