# WITH after the template
DELETE { ?x :age ?n } WITH <http://example.com/g> WHERE { ?x :age ?n }
