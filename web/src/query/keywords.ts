// Keywords are known in any case, `a` only in small letters.

import * as terms from './sparql.grammar.terms'

const known = terms as Record<string, number>

export function keyword(word: string): number {
  if (word === 'a') return known.A ?? -1
  const upper = word.toUpperCase()
  return upper === 'A' ? -1 : (known[upper] ?? -1)
}
