#!/bin/sh
# The smallest client of `westlake mcp`: calls one tool and prints the text of its answer.
#   sh docs/example/ask.sh TOOL ARGUMENTS [OPTION OF westlake mcp…]
tool=$1 arguments=$2
shift 2
{
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"ask.sh","version":"1"}}}'
    echo '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    echo '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"'"$tool"'","arguments":'"$arguments"'}}'
} | westlake mcp "$@" | sed -n '/"id":2,/{
s/.*"content":\[{"type":"text","text":"//
s/"}\],.*//
s/\\n/\
/g
s/\\"/"/g
p
}'
