// The names of what stands in the visible rows, asked for as it comes into view, and each once.

import { ask } from '../api/client'
import { server } from '../shell/server.svelte'
import { best, namesQuery, type Label } from './labels'
import { vocabulary, type Vocabulary } from './questions'
import { prefixed } from './short'

const AT_ONCE = 200
const WAIT_MS = 60

class Names {
  private known: ReadonlyMap<string, string> = $state.raw(new Map())
  private prefixes: ReadonlyMap<string, string> = $state.raw(new Map())
  private asked = new Set<string>()
  private waiting: string[] = []
  private flight: Promise<void> | undefined

  constructor() {
    void vocabulary().then(
      (found) => this.learn(found),
      (error: unknown) => server.notes(error),
    )
  }

  /** What it is called, or its short address. */
  of(iri: string): string {
    return this.known.get(iri) ?? prefixed(iri, this.prefixes) ?? iri
  }

  has(iri: string): boolean {
    return this.known.has(iri)
  }

  /** Its short address. */
  short(iri: string): string {
    return prefixed(iri, this.prefixes) ?? iri
  }

  /** Resolves when the names are there, or can’t be had. */
  want(iris: Iterable<string>): Promise<void> {
    for (const iri of iris) {
      if (this.known.has(iri) || this.asked.has(iri)) continue
      this.asked.add(iri)
      this.waiting.push(iri)
    }
    if (this.waiting.length > 0) this.flight ??= this.fetchAll().finally(() => (this.flight = undefined))
    return this.flight ?? Promise.resolve()
  }

  private async fetchAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    while (this.waiting.length > 0) {
      const iris = this.waiting.splice(0, AT_ONCE)
      try {
        const found = await labelsOf(iris)
        this.known = new Map([...this.known, ...best(found, navigator.language)])
      } catch (error) {
        server.notes(error)
        for (const iri of [...iris, ...this.waiting]) this.asked.delete(iri)
        this.waiting = []
      }
    }
  }

  private learn({ prefixes, classes, predicates }: Vocabulary): void {
    this.prefixes = prefixes
    const labels = [...classes, ...predicates].flatMap(({ value, label }) => (label ? [[value, label] as const] : []))
    this.known = new Map([...labels, ...this.known])
  }
}

async function labelsOf(iris: string[]): Promise<Label[]> {
  const headers = { Accept: 'application/sparql-results+json', 'Content-Type': 'application/sparql-query' }
  const response = await ask('/sparql', { method: 'POST', headers, body: namesQuery(iris) })
  const { results } = (await response.json()) as { results: { bindings: Record<string, { value: string; 'xml:lang'?: string }>[] } }
  return results.bindings.flatMap(({ thing, by, name }) =>
    thing && by && name ? [{ iri: thing.value, by: by.value, name: name.value, language: name['xml:lang'] }] : [],
  )
}

export const names = new Names()
