# No semicolon between two operations
INSERT DATA { :a :knows :b }
DELETE DATA { :a :knows :c }
