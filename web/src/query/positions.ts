// The server counts lines from 1 and columns from 1 in code points; the editor counts code units from 0.

import type { Mistake } from '../api/types'

interface Lines {
  lines: number
  line(number: number): { from: number; to: number; text: string }
}

/** Where a mistake stands; at least one letter wide where there is one. */
export function rangeOf(document: Lines, { line, column, end }: Pick<Mistake, 'line' | 'column' | 'end'>): { from: number; to: number } {
  const { from: start, text } = document.line(Math.max(1, Math.min(line, document.lines)))
  const from = units(text, column - 1)
  const to = Math.max(units(text, (end ?? column + 1) - 1), from)
  if (to > from) return { from: start + from, to: start + to }
  return from < text.length ? { from: start + from, to: start + from + width(text, from) } : { from: start + Math.max(0, from - 1), to: start + from }
}

/** How many code units so many code points take. */
export function units(text: string, points: number): number {
  let at = 0
  for (let count = 0; count < points && at < text.length; count += 1) at += width(text, at)
  return at
}

function width(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

/** What a person reads of a mistake. */
export function words({ message, help }: Pick<Mistake, 'message' | 'help'>): string {
  return help ? `${sentence(message)}\n${sentence(help)}` : sentence(message)
}

// What else begins a message may be a word of the query, which stays as it is written.
const BEGINNINGS = /^(a|add|after|an|before|did|each|every|give|here|in|it|no|one|only|put|remove|the|there|this|to|use|what|write)(?=[ ,])/

export function sentence(text: string): string {
  const first = text.replace(BEGINNINGS, (word) => word[0]!.toUpperCase() + word.slice(1))
  return /[.?!…]$/.test(first) ? first : `${first}.`
}

/** A hint without the advice for those who ask on a command line. */
export function hintWords(text: string): string {
  return sentence(text.replace(/: (?:--status|westlake )[^:]*$/, ''))
}

/** The line of a mistake, cut around it: what stands before, the wrong part, what stands after. */
export function excerpt(text: string, mistake: Pick<Mistake, 'line' | 'column' | 'end'>): [string, string, string] {
  const line = text.split(/\r?\n/)[mistake.line - 1] ?? ''
  const from = units(line, mistake.column - 1)
  const to = Math.max(from, units(line, (mistake.end ?? mistake.column + 1) - 1))
  const before = line.slice(0, from).trimStart()
  const after = line.slice(to).trimEnd()
  return [before.length > 50 ? `…${before.slice(-50)}` : before, line.slice(from, to), after.length > 50 ? `${after.slice(0, 50)}…` : after]
}
