# LOAD of a file name
LOAD "data.ttl"
