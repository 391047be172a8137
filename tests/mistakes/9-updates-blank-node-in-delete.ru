# A blank node in a DELETE template
DELETE { [] :knows ?x } WHERE { ?x a :Person }
