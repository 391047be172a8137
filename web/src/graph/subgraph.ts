// The shown part of the graph as a query that the server can export in every format.

import type { GraphEdge } from './model'

const REIFIES = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies'
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

/** A CONSTRUCT of these nodes with what is told of each, and of these edges with who says them. */
export function subgraphQuery(ids: string[], edges: Pick<GraphEdge, 'source' | 'predicate' | 'target'>[]): string {
  const names = new Names()
  const nodes = ids.filter(isIri).map((id) => names.of(id))
  const triples = edges
    .filter(({ source, target }) => isIri(source) && isIri(target))
    .map(({ source, predicate, target }) => `(${names.of(source)} ${names.of(predicate)} ${names.of(target)})`)
  // What is only said must not become a fact: the triples and what is said of them go different ways.
  const known = '?a ?b ?c BIND(?a AS ?s) BIND(?b AS ?p) BIND(?c AS ?o)'
  const said = `?r <${REIFIES}> <<( ?a ?b ?c )>> . ?r ?q ?v BIND(TRIPLE(?a, ?b, ?c) AS ?t)`
  const told = `VALUES ?s { ${nodes.join(' ')} } ?s ?p ?o FILTER(!isIRI(?o) || ?p = <${TYPE}>)`
  const related = `VALUES (?a ?b ?c) { ${triples.join(' ')} } { ${known} } UNION { ${said} }`
  return `${names.prefixes()}CONSTRUCT { ?s ?p ?o . ?r <${REIFIES}> ?t . ?r ?q ?v } WHERE { { ${told} } UNION { ${related} } }`
}

/** A query as part of an address, with no more escapes than needed: servers read addresses up to a length only. */
export function inAddress(query: string): string {
  return encodeURIComponent(query).replaceAll('%20', '+').replaceAll('%3A', ':').replaceAll('%3F', '?').replaceAll('%2F', '/')
}

/** Nodes without an address of their own can't be named in a query. */
function isIri(id: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/.test(id)
}

/** Short names keep the address of the export short. */
class Names {
  private readonly spaces = new Map<string, string>()

  of(iri: string): string {
    const [, space, local] = /^(.*[/#])([A-Za-z][A-Za-z0-9_]*)$/.exec(iri) ?? []
    if (!space || !local) return `<${iri}>`
    const prefix = this.spaces.get(space) ?? `n${this.spaces.size}`
    this.spaces.set(space, prefix)
    return `${prefix}:${local}`
  }

  prefixes(): string {
    return [...this.spaces].map(([space, prefix]) => `PREFIX ${prefix}: <${space}>\n`).join('')
  }
}
