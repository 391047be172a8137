// Comunica, with a server as its one source. The address is the argument; ends with 1 at the first surprise.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [base] = process.argv.slice(2);
const { QueryEngine } = createRequire(`${process.env.WESTLAKE_NODE_MODULES}/`)("@comunica/query-sparql");
const engine = new QueryEngine();
// Named as what it is, so that nothing is guessed and no link is followed.
const context = { sources: [{ type: "sparql", value: `${base.replace(/\/$/, "")}/sparql` }] };
const prefixes = "PREFIX : <https://westlake.example/id/> PREFIX wl: <https://westlake.example/ns#> ";

const founded = await (await engine.queryBindings(`${prefixes} SELECT ?who ?what { ?who wl:founded ?what }`, context)).toArray();
assert(founded.some((row) => row.get("what").value === "https://westlake.example/id/DeepSeek"));

const joined = `${prefixes} SELECT ?what ?status {
  ?fact <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( :DeepSeek wl:released ?what )>> ; wl:status ?status }`;
const statuses = await (await engine.queryBindings(joined, context)).toArray();
assert(statuses.length > 0 && statuses.every((row) => row.get("status").value.startsWith("https://westlake.example/ns#")));

const terms = `SELECT ?t { ?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> ?t } LIMIT 5`;
const triples = await (await engine.queryBindings(terms, context)).toArray();
assert.deepEqual(triples.map((row) => row.get("t").termType), Array(5).fill("Quad"));

assert.equal(await engine.queryBoolean(`${prefixes} ASK { :DeepSeek ?p ?o }`, context), true);
const quads = await (await engine.queryQuads(`${prefixes} CONSTRUCT { ?s wl:founded ?o } { ?s wl:founded ?o }`, context)).toArray();
assert.equal(quads.length, founded.length);

const count = await (await engine.queryBindings(`${prefixes} SELECT (COUNT(*) AS ?n) { ?s wl:founded ?o FILTER EXISTS { ?o a ?class } }`, context)).toArray();
assert(Number(count[0].get("n").value) > 0);
console.log("comunica: ok");
