# A blank node in DELETE DATA
DELETE DATA { _:b :knows :a }
