# INSERT DATA without braces
INSERT DATA :a :knows :b
