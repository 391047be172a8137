# A relative IRI
CLEAR GRAPH <g>
