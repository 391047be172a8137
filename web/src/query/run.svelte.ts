// The query that runs or ran. It lives as long as the page: who comes back to the tab finds the answer.

import { ask, LostServer, RequestError } from '../api/client'
import { server } from '../shell/server.svelte'
import { fromJson, type Answer } from './answer'
import { fromNTriples } from './ntriples'
import { check, hints, type Hint } from './questions'
import type { Mistake } from '../api/types'

/** Where fewer rows come, the server is asked why. */
const FEW = 5
const ACCEPT = 'application/sparql-results+json, application/n-triples;q=0.9, application/problem+json;q=0.1'

export type Run =
  | { state: 'nothing' }
  | { state: 'running'; text: string; since: number }
  | { state: 'done'; text: string; answer: Answer; ms: number }
  | { state: 'failed'; text: string; error: Error }
  | { state: 'cancelled'; text: string }

/** The query isn’t run: it has mistakes. */
export class Mistaken extends Error {
  constructor(readonly mistakes: Mistake[]) {
    super('The query has mistakes.')
  }
}

class Runner {
  now: Run = $state.raw({ state: 'nothing' })
  hints: Hint[] = $state.raw([])
  /** The text as it was typed last: it has not been asked for by being typed. */
  typed: string | undefined
  private controller = new AbortController()

  /** The text that ran last. */
  get text(): string | undefined {
    return this.now.state === 'nothing' ? undefined : this.now.text
  }

  async run(text: string): Promise<void> {
    this.controller.abort()
    const { signal } = (this.controller = new AbortController())
    const since = performance.now()
    this.hints = []
    this.now = { state: 'running', text, since }
    try {
      const answer = await answerTo(text, signal)
      this.now = { state: 'done', text, answer, ms: performance.now() - since }
      if (isSmall(answer)) this.hints = await hints(text, signal)
    } catch (error) {
      if (signal.aborted) return
      server.notes(error)
      // Hints are an extra: without them the answer stands.
      if (this.now.state === 'running') this.now = { state: 'failed', text, error: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  cancel(): void {
    if (this.now.state !== 'running') return
    this.controller.abort()
    this.now = { state: 'cancelled', text: this.now.text }
  }

  /** Empties what is shown. */
  clear(): void {
    this.controller.abort()
    this.hints = []
    this.now = { state: 'nothing' }
  }

  get isLost(): boolean {
    return this.now.state === 'failed' && this.now.error instanceof LostServer
  }
}

async function answerTo(query: string, signal: AbortSignal): Promise<Answer> {
  const mistakes = await check(query, signal)
  if (mistakes.length > 0) throw new Mistaken(mistakes)
  const response = await ask('/sparql', { method: 'POST', headers: { Accept: ACCEPT, 'Content-Type': 'application/sparql-query' }, body: query, signal })
  return response.headers.get('Content-Type')?.includes('n-triples') ? fromNTriples(await response.text()) : fromJson(await response.json())
}

function isSmall(answer: Answer): boolean {
  return answer.kind === 'truth' ? !answer.value : answer.rows.length < FEW
}

export function mistakesOf(error: Error): Mistake[] {
  return error instanceof Mistaken ? error.mistakes : error instanceof RequestError ? (error.problem.mistakes ?? []) : []
}

export const runner = new Runner()
