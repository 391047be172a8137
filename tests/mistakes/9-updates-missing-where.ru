# A template without WHERE
INSERT { :a :knows :b }
