# A dot after an operation
INSERT DATA { :a :knows :b } .
