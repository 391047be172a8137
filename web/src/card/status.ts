// How sure a fact is: as a word, a shape and a sentence.

import type { Fact, Term } from '../api/types'

export type Shape = 'disc' | 'ring' | 'dashes' | 'diamond' | 'triangle' | 'square'

export interface Status {
  /** The last part of its address in small letters: what styles and wording go by. */
  key: string
  word: string
  shape: Shape
  meaning: string
}

const KNOWN: Record<string, [Shape, string]> = {
  reported: ['disc', 'The source says it in its own voice.'],
  claimed: ['ring', 'Somebody whom the source names or quotes says it.'],
  planned: ['dashes', 'It is meant to happen; nobody says that it did.'],
  opinion: ['diamond', 'A judgement, not something that can be checked.'],
  derived: ['triangle', 'It follows from other facts by a rule.'],
  editorial: ['square', 'Added by whoever made this graph, to order it.'],
}

export function statusOf(term: Term): Status {
  const key = (/[^/#:]*$/.exec(term.value)?.[0] ?? '').toLowerCase()
  const [shape, meaning] = KNOWN[key] ?? ['ring', 'A status of this graph’s own.']
  return { key, word: term.label ?? key, shape, meaning }
}

export function statusesOf(fact: Fact): Status[] {
  const found = new Map<string, Status>()
  for (const { status } of fact.annotations) for (const term of status ?? []) found.set(term.value, statusOf(term))
  return [...found.values()]
}

/** What goes by the wording: the firmest status of a fact that isn't held to be so, nothing of one that is. */
export function leadOf(fact: Fact): string | undefined {
  return fact.asserted ? undefined : (statusesOf(fact)[0]?.key ?? 'claimed')
}

/** The marks in the order of their firmness, for a legend. */
export const LEGEND: Status[] = Object.entries(KNOWN).map(([key, [shape, meaning]]) => ({ key, word: key, shape, meaning }))
