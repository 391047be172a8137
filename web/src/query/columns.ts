// How wide the columns are: from the first rows, so that nothing moves while one scrolls.

import { lastPart } from '../card/terms'
import type { Answer, Cell } from './answer'
import { isNumber } from './sort'

const LOOKED_AT = 200
const [NARROW, WIDE] = [6, 28]

export interface Column {
  name: string
  at: number
  rem: number
  /** Whether its values stand at the right, as numbers do. */
  isNumeric: boolean
  /** The language or datatype that all its values share; it needs to be said but once. */
  tag?: string | undefined
}

export function columnsOf(answer: Exclude<Answer, { kind: 'truth' }>): Column[] {
  const looked = answer.rows.slice(0, LOOKED_AT)
  return answer.columns.map((name, at) => {
    const cells = looked.flatMap((row) => row[at] ?? [])
    const lengths = cells.map((cell) => length(cell)).sort((a, b) => a - b)
    const typical = lengths[Math.floor(lengths.length * 0.8)] ?? 0
    const tag = shared(cells.map(tagOf))
    const head = name.length + 3 + (tag ? tagWords(tag).length + 1 : 0)
    return {
      name,
      at,
      rem: Math.min(WIDE, Math.max(NARROW, Math.max(typical, head) * 0.5 + 1.5)),
      isNumeric: cells.length > 0 && cells.every((cell) => isNumber(cell)),
      tag,
    }
  })
}

/** The language of a value, or its datatype where that isn’t plain text. */
export function tagOf(cell: Cell): string | undefined {
  return cell.type === 'literal' ? (cell.language ?? cell.datatype) : undefined
}

function shared(tags: (string | undefined)[]): string | undefined {
  return tags.every((tag) => tag === tags[0]) ? tags[0] : undefined
}

/** "en", or "integer" of "http://www.w3.org/2001/XMLSchema#integer". */
export function tagWords(tag: string): string {
  return tag.includes(':') ? lastPart(tag) : tag
}

function length(cell: Cell): number {
  if (cell.type === 'uri') return lastPart(cell.value).length + 2
  if (cell.type === 'triple') return length(cell.subject) + length(cell.predicate) + length(cell.object)
  if (cell.type === 'bnode') return cell.value.length + 2
  return cell.value.length + (cell.language?.length ?? 0) + (cell.datatype && !isNumber(cell) ? 6 : 0)
}
