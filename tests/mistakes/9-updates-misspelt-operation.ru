# A misspelt operation
INSRT DATA { :a :knows :b }
