"""The official client of the Model Context Protocol against `westlake mcp` and `westlake serve`: python mcp_client.py PROGRAM.

Ends with 0 if every answer is as it should be. Prints what it did, a line a transport."""

import asyncio
import subprocess
import sys

from mcp import Client, StdioServerParameters

TOOLS = {"search_entities", "describe_entity", "why_connected", "find_paths", "schema", "sparql_query"}


async def text(client, tool, arguments, is_error=False):
    result = await client.call_tool(tool, arguments)
    assert bool(result.is_error) == is_error, (tool, arguments, result)
    assert isinstance(result.structured_content, dict), result
    return result.content[0].text, result.structured_content


async def ask(client):
    """Five questions and some mistakes, through the tools alone."""
    assert client.server_info.name == "westlake", client.server_info
    assert "never pass it on as a fact" in client.instructions, client.instructions
    tools = (await client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS, tools
    assert all(tool.annotations.read_only_hint for tool in tools), tools

    found, _ = await text(client, "search_entities", {"text": "deepseak"})
    assert ":DeepSeek" in found, found
    card, json = await text(client, "describe_entity", {"entity": "DeepSeek"})
    assert "founded by" in card and "Liang Wenfeng" in card, card
    founded = [group for group in json["incoming"] if group["phrase"] == "founded by"]
    span = founded[0]["facts"][0]["annotations"][0]["evidence"][0]
    assert span["start"] < span["end"] and len(span["sha256"]) == 64, span
    why, _ = await text(client, "why_connected", {"entities": ["Alibaba", "SCMP"]})
    assert "owns" in why, why
    paths, _ = await text(client, "find_paths", {"from": "Liang Wenfeng", "to": "R1"})
    assert "DeepSeek" in paths, paths
    schema, _ = await text(client, "schema", {"count": 5})
    assert "Cut:" in schema, schema
    query = "SELECT ?statement { ?statement wl:status wl:Claimed }"
    claims, json = await text(client, "sparql_query", {"query": query, "max_rows": 3})
    assert json["count"] == 3 and json["has_more"] and "[claimed" in claims, claims

    error, json = await text(client, "describe_entity", {"entity": "Liang Wenfang"}, True)
    assert json["nearest"] == ["Liang Wenfeng"], error
    error, _ = await text(client, "sparql_query", {"query": "SELECT ?x WHER { ?x ?y ?z }"}, True)
    assert "help:" in error, error
    error, _ = await text(client, "sparql_query", {"query": "DROP ALL"}, True)
    assert "Update" in error, error
    error, _ = await text(client, "search_entities", {"text": "a", "count": 0}, True)
    assert "between 1 and 100" in error, error
    return len(tools)


async def over(name, server):
    # Both lives of the protocol: the handshake, and a request that stands for itself.
    for mode in ("legacy", "auto"):
        async with Client(server, mode=mode) as client:
            count = await ask(client)
    print(f"{name}: {count} tools")


def main():
    program = sys.argv[1]
    asyncio.run(over("stdio", StdioServerParameters(command=program, args=["mcp"])))
    command = [program, "serve", "--bind", "127.0.0.1:0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = server.stdout.readline().split()[-1]
        asyncio.run(over("http", address + "mcp"))
    finally:
        server.terminate()
        server.wait()
    assert server.returncode == 0, server.returncode


main()
