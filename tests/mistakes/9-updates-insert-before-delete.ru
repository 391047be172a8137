# INSERT before DELETE
INSERT { ?x :age 6 } DELETE { ?x :age 5 } WHERE { ?x :age 5 }
