"""What schemathesis must know beside the description: that a query is sent as it is."""

import schemathesis

schemathesis.serializer.alias("application/sparql-query", "text/plain")
