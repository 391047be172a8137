# A prefix that is not declared
INSERT DATA { foaf:me foaf:knows :b }
