// What the query tab asks the server, besides the query itself.

import { ask, prefixes } from '../api/client'
import type { Mistake, Term } from '../api/types'

export interface Hint {
  text: string
  kind: string
  /** What the query names, and what comes nearest in the data. */
  term?: string
  nearest?: string
}

export interface Word extends Term {
  /** Its prefixed name. */
  short?: string
  description?: string
  count: number
}

export interface Vocabulary {
  prefixes: Map<string, string>
  classes: Word[]
  predicates: Word[]
}

const SPARQL = { 'Content-Type': 'application/sparql-query' }

export async function check(query: string, signal: AbortSignal): Promise<Mistake[]> {
  const response = await ask('/api/v1/check', { method: 'POST', headers: SPARQL, body: query, signal })
  return ((await response.json()) as { mistakes: Mistake[] }).mistakes
}

export async function hints(query: string, signal: AbortSignal): Promise<Hint[]> {
  const response = await ask('/api/v1/hints', { method: 'POST', headers: SPARQL, body: query, signal })
  return ((await response.json()) as { hints: Hint[] }).hints
}

let known: Promise<Vocabulary> | undefined

/** Asked for once; after a failure, again. */
export function vocabulary(): Promise<Vocabulary> {
  known ??= load().catch((error: unknown) => {
    known = undefined
    throw error
  })
  return known
}

async function load(): Promise<Vocabulary> {
  const [schema, declared] = await Promise.all([ask('/api/v1/schema').then((response) => response.json()), prefixes()])
  const { classes, predicates } = schema as Pick<Vocabulary, 'classes' | 'predicates'>
  return { classes, predicates, prefixes: new Map(declared.map(({ prefix, namespace }) => [prefix, namespace])) }
}
