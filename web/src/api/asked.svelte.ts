// The answer to a question that changes with the page: the last one counts, what was asked before is called off.

import { untrack } from 'svelte'
import { server } from '../shell/server.svelte'

export type Asked<T> =
  | { state: 'nothing' }
  | { state: 'waiting'; before?: T }
  | { state: 'there'; value: T }
  | { state: 'failed'; error: Error; before?: T }

/**
 * Asks whenever what `question` reads has changed, and when a lost server is back. `question` gives nothing where nothing is
 * to be asked. To be called while a component is made.
 */
export function asked<T>(question: () => ((signal: AbortSignal) => Promise<T>) | undefined): { readonly now: Asked<T> } {
  let now: Asked<T> = $state.raw({ state: 'nothing' })
  $effect(() => {
    void server.returns
    const ask = question()
    if (!ask) {
      now = { state: 'nothing' }
      return
    }
    const controller = new AbortController()
    const before = untrack(() => last(now))
    now = before === undefined ? { state: 'waiting' } : { state: 'waiting', before }
    ask(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) now = { state: 'there', value }
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        server.notes(error)
        now = { state: 'failed', error: error instanceof Error ? error : new Error(String(error)), ...(before !== undefined && { before }) }
      },
    )
    return () => controller.abort()
  })
  return {
    get now() {
      return now
    },
  }
}

/** The last answer that was there. */
export function last<T>(asked: Asked<T>): T | undefined {
  return asked.state === 'there' ? asked.value : asked.state === 'nothing' ? undefined : asked.before
}
