# CLEAR without GRAPH
CLEAR <http://example.com/g>
