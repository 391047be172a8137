"""What schemathesis must know beside the description: that queries and updates are sent as they are."""

import schemathesis

schemathesis.serializer.alias("application/sparql-query", "text/plain")
schemathesis.serializer.alias("application/sparql-update", "text/plain")
