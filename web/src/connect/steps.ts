// A connection as a chain to be read, and as the paths that are lit in the picture.

import type { Step, Term } from '../api/types'
import { leadOf } from '../card/status'
import { worded } from '../card/wording'

export interface Link {
  subject: Term
  words: string
  object: Term
}

/** The links of a step: one for each way of saying it, turned round where it has words for the other direction only. */
export function linksOf(step: Step): Link[] {
  const { from, to } = step
  const links: Link[] = []
  const read = phrasesOf(step)
  const forth = read.filter(({ backwards }) => !backwards).map(({ text }) => text)
  const back = read.filter(({ backwards }) => backwards).map(({ text }) => text)
  if (forth.length > 0) links.push({ subject: from, words: joined(forth), object: to })
  if (back.length > 0) links.push({ subject: to, words: joined(back), object: from })
  return links
}

/** The phrases in the words that their facts ask for. The server gives one for each relation and direction, in the facts' order. */
function phrasesOf({ from, phrases, facts }: Step): Step['phrases'] {
  const leads = new Map(facts.map((fact) => [`${fact.predicate.value} ${fact.subject.value === from.value}`, leadOf(fact)]))
  if (leads.size === phrases.length) {
    const inOrder = [...leads.values()]
    return phrases.map(({ text, backwards }, at) => ({ text: worded(text, inOrder[at]), backwards }))
  }
  // Which phrase is whose can't be told: all are no firmer than the least firm.
  const lead = [...leads.values()].find((one) => one !== undefined)
  return phrases.map(({ text, backwards }) => ({ text: worded(text, lead), backwards }))
}

function joined(phrases: string[]): string {
  // "founded by" stands well above a list of names; in a sentence it wants its verb.
  const texts = phrases.map((text) => (/^[a-z]+ed by$/.test(text) ? `was ${text}` : text))
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
