# LOAD … INTO without GRAPH
LOAD <http://example.com/data> INTO <http://example.com/g>
