# INSERT INTO as in SQL
INSERT INTO <http://example.com/g> { :a :knows :b }
