// A connection as a chain to be read, and as the paths that are lit in the picture.

import type { Step, Term } from '../api/types'

export interface Link {
  subject: Term
  words: string
  object: Term
  /** Nobody asserts any of the facts behind it. */
  isOnlySaid: boolean
}

/** The links of a step: one for each way of saying it, turned round where it has words for the other direction only. */
export function linksOf({ from, to, phrases, facts }: Step): Link[] {
  const isOnlySaid = facts.every(({ asserted }) => !asserted)
  const links: Link[] = []
  const forth = phrases.filter(({ backwards }) => !backwards).map(({ text }) => text)
  const back = phrases.filter(({ backwards }) => backwards).map(({ text }) => text)
  if (forth.length > 0) links.push({ subject: from, words: joined(forth), object: to, isOnlySaid })
  if (back.length > 0) links.push({ subject: to, words: joined(back), object: from, isOnlySaid })
  return links
}

function joined(texts: string[]): string {
  return texts.length < 3 ? texts.join(' and ') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}

/** Whether each step goes on where the last one ended. A net between three or more doesn't. */
export function isChain(steps: Step[]): boolean {
  return steps.every((step, at) => at === 0 || steps[at - 1]?.to.value === step.from.value)
}

/** The paths to be lit. */
export function pathsOf(steps: Step[]): string[][] {
  if (steps.length === 0) return []
  if (isChain(steps)) return [[steps[0]!.from.value, ...steps.map(({ to }) => to.value)]]
  return steps.map(({ from, to }) => [from.value, to.value])
}

/** What lies between the ends, for a short name of the connection. */
export function between(steps: Step[], ends: string[]): Term[] {
  const found = new Map<string, Term>()
  for (const { from, to } of steps) for (const term of [from, to]) if (!ends.includes(term.value)) found.set(term.value, term)
  return [...found.values()]
}
