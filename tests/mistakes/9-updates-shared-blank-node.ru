# A blank node label in two INSERT DATA
INSERT DATA { _:n :age 5 } ;
INSERT DATA { _:n :name "Ada" }
