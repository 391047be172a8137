# UPDATE as in SQL
UPDATE :a SET :age = 5
