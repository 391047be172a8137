// The order of rows by a column: numbers, then dates, then text, as each is; empty cells come last whichever way.

import type { Cell, Row } from './answer'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const NUMBERS = new Set(
  ('integer decimal double float int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger unsignedInt unsignedLong ' +
    'unsignedShort unsignedByte').split(' ').map((name) => XSD + name),
)
const DATES = new Set('date dateTime dateTimeStamp gYear gYearMonth'.split(' ').map((name) => XSD + name))
const collator = new Intl.Collator('en')

/** What a cell counts as; text of what isn’t written as its datatype says. */
export type Key = { rank: 0 | 1; number: number } | { rank: 2; text: string } | undefined

export function isNumber(cell: Cell | undefined): boolean {
  return cell?.type === 'literal' && cell.datatype !== undefined && NUMBERS.has(cell.datatype)
}

export function keyOf(cell: Cell | undefined, name: (iri: string) => string): Key {
  if (!cell) return undefined
  if (cell.type === 'uri') return { rank: 2, text: name(cell.value) }
  if (cell.type === 'triple') return { rank: 2, text: [cell.subject, cell.predicate, cell.object].map((part) => textOf(keyOf(part, name))).join(' ') }
  if (cell.type === 'literal' && cell.datatype) {
    if (NUMBERS.has(cell.datatype)) {
      const number = numberOf(cell.value)
      if (!Number.isNaN(number)) return { rank: 0, number }
    } else if (DATES.has(cell.datatype)) {
      const number = timeOf(cell.value)
      if (!Number.isNaN(number)) return { rank: 1, number }
    }
  }
  return { rank: 2, text: cell.value }
}

function textOf(key: Key): string {
  return key === undefined ? '' : key.rank === 2 ? key.text : String(key.number)
}

function numberOf(text: string): number {
  if (text === 'INF' || text === '+INF') return Infinity
  if (text === '-INF') return -Infinity
  return text.trim() === '' ? NaN : Number(text)
}

/** Milliseconds; a date without a time zone counts as one of UTC. */
export function timeOf(text: string): number {
  const parts = /^(-?)(\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text)
  if (!parts) return NaN
  const [, sign = '', year = '', month = '1', day = '1', hours = '0', minutes = '0', seconds = '0', zone] = parts
  const date = new Date(0)
  date.setUTCFullYear(Number(sign + year), Number(month) - 1, Number(day))
  const [, side, ahead = '0', more = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(zone ?? '') ?? []
  const shift = (Number(ahead) * 60 + Number(more)) * (side === '-' ? -1 : 1)
  return date.getTime() + (Number(hours) * 60 + Number(minutes) - shift) * 60_000 + Number(seconds) * 1000
}

/** The numbers of the rows in their order. Rows that are alike stay as the server gave them. */
export function order(rows: Row[], column: number, isDown: boolean, name: (iri: string) => string): Uint32Array {
  const nameOnce = cached(name)
  const keys = ranked(rows.map((row) => keyOf(row[column], nameOnce)))
  const side = isDown ? -1 : 1
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    const [one, other] = [keys[a], keys[b]]
    if (!one || !other) return one ? -1 : other ? 1 : a - b
    return side * compare(one, other) || a - b
  })
}

function compare(one: Ranked, other: Ranked): number {
  // Infinities are alike: their difference is no number.
  return one.rank - other.rank || one.number - other.number || 0
}

interface Ranked {
  rank: number
  number: number
}

/** Text as its place among all texts: comparing it is slow, and many rows have the same. */
function ranked(keys: Key[]): (Ranked | undefined)[] {
  const texts = [...new Set(keys.flatMap((key) => (key?.rank === 2 ? key.text : [])))].sort(collator.compare)
  const places = new Map<string, number>()
  let place = 0
  texts.forEach((text, at) => {
    if (at > 0 && collator.compare(texts[at - 1]!, text) !== 0) place += 1
    places.set(text, place)
  })
  return keys.map((key) => (key?.rank === 2 ? { rank: 2, number: places.get(key.text)! } : key))
}

function cached(name: (iri: string) => string): (iri: string) => string {
  const known = new Map<string, string>()
  return (iri) => {
    let found = known.get(iri)
    if (found === undefined) known.set(iri, (found = name(iri)))
    return found
  }
}
