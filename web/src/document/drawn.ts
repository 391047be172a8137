// Which facts were drawn from which words of a document.

import { address, ask, card } from '../api/client'
import type { Fact } from '../api/types'

export interface Span {
  start: number
  end: number
  /** The fact or statement that rests on it. */
  fact: string
}

interface Results {
  results: { bindings: Record<'fact' | 'start' | 'end', { value: string }>[] }
}

/** Every span of the document, in code points. */
export async function spansOfDocument(document: string, signal: AbortSignal): Promise<Span[]> {
  if (/[\s<>"{}|\\^`]/.test(document)) return []
  const query = `PREFIX wl: <https://westlake.example/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?fact ?start ?end { ?span wl:source <${document}> ; oa:start ?start ; oa:end ?end . ?fact wl:evidence ?span } ORDER BY ?start ?end`
  const answer = await ask(address('/sparql', { query }), { signal, headers: { Accept: 'application/sparql-results+json' } })
  const { results } = (await answer.json()) as Results
  return results.bindings.map(({ fact, start, end }) => ({ fact: fact.value, start: Number(start.value), end: Number(end.value) }))
}

/** The facts behind these names, each with its origin; a name without a fact is passed over. */
export async function factsOf(names: string[], signal: AbortSignal): Promise<Fact[]> {
  const cards = await Promise.all(names.map((name) => card(name, signal)))
  return cards.flatMap(({ contents = [], annotation }) => contents.map((fact) => (annotation ? { ...fact, annotations: [annotation] } : fact)))
}
