// The facts of a card in the order and the words in which they are read.

import type { Annotation, Card, Evidence, Fact, FactGroup, Term } from '../api/types'
import { leadOf } from './status'
import { lastPart } from './terms'
import { worded } from './wording'

export interface Reading {
  key: string
  /** "is said to have worked in". */
  words: string
  facts: ReadFact[]
  /** The words lead from the others to the card's entity: there are none for the way back. */
  isTurned: boolean
  /** How many the graph has; more than `facts` where the server gave only the first. */
  total: number
}

export interface ReadFact {
  fact: Fact
  /** What the relation leads to, seen from the card's entity. */
  other: Term
}

/** What the entity does, and then what is done to it; what is so before what somebody says. */
export function readings(card: Card): Reading[] {
  const read = (groups: FactGroup[] | undefined, side: 'object' | 'subject') =>
    (groups ?? []).flatMap((group) => split(group, side))
  return [...read(card.outgoing, 'object'), ...read(card.incoming, 'subject')]
}

/** How the server marks words that it has for one direction only. */
const TURNED = /^← /

/** One group for each way in which its facts are said. */
function split({ predicate, phrase, total, facts }: FactGroup, side: 'object' | 'subject'): Reading[] {
  const byLead = new Map<string | undefined, ReadFact[]>()
  for (const fact of facts) {
    const lead = leadOf(fact)
    byLead.set(lead, [...(byLead.get(lead) ?? []), { fact, other: fact[side] }])
  }
  const order = [...byLead].sort(([a], [b]) => Number(a !== undefined) - Number(b !== undefined))
  return order.map(([lead, group], at) => ({
    key: `${side} ${predicate.value} ${lead ?? ''}`,
    words: worded(phrase.replace(TURNED, ''), lead),
    isTurned: TURNED.test(phrase),
    facts: group,
    // What the server left out can't be told apart; the last way of saying has it.
    total: group.length + (at === order.length - 1 ? total - facts.length : 0),
  }))
}

/** A fact as subject, words and object. */
export function sentence(fact: Fact): { subject: Term; words: string; object: Term } {
  return { subject: fact.subject, words: worded(fact.predicate.label ?? lastPart(fact.predicate.value), leadOf(fact)), object: fact.object }
}

/** Each span once, whatever the number of annotations that name it. */
export function spansOf(annotations: Annotation[]): Evidence[] {
  const found = new Map<string, Evidence>()
  for (const { evidence } of annotations) for (const span of evidence ?? []) if (!found.has(span.span.value)) found.set(span.span.value, span)
  return [...found.values()]
}

export function speakersOf(annotations: Annotation[]): Term[] {
  const found = new Map<string, Term>()
  for (const { said_by } of annotations) for (const speaker of said_by ?? []) found.set(speaker.value, speaker)
  return [...found.values()]
}

/** The documents that the facts are drawn from. */
export function sourcesOf(facts: Fact[]): Term[] {
  const found = new Map<string, Term>()
  for (const { annotations } of facts)
    for (const { source } of annotations) for (const document of source ?? []) found.set(document.value, document)
  return [...found.values()]
}
