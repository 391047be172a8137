// How an answer is announced.

import type { Answer } from './answer'

export function tookWords(answer: Answer, ms: number): string {
  const time = ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`
  if (answer.kind === 'truth') return `Answered in ${time}`
  const count = answer.rows.length
  const [one, many] = answer.kind === 'graph' ? ['triple', 'triples'] : ['row', 'rows']
  return `${count === 0 ? `No ${many}` : `${count.toLocaleString('en')} ${count === 1 ? one : many}`} in ${time}`
}
