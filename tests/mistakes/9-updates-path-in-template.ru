# A path in a template
INSERT { ?x :knows/:knows ?y } WHERE { ?x :knows ?y }
