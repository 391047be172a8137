# DELETE FROM as in SQL
DELETE FROM <http://example.com/g> { ?x :knows ?y }
WHERE { ?x :knows ?y }
