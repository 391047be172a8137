# FILTER in a template
DELETE { ?x :age ?n . FILTER(?n > 5) } WHERE { ?x :age ?n }
