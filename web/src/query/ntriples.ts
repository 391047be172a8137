// N-Triples 1.2 as the server writes it.

import type { Answer, Cell, Row } from './answer'

export class UnreadableGraph extends Error {}

const TERM =
  /\s*(?:<([^<>\s]*)>|_:([^\s.,;)]+(?:\.[^\s.,;)]+)*)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z\d-]+?)(?:--(ltr|rtl))?(?![A-Za-z\d-])|\^\^<([^<>\s]*)>)?|(<<\())/sy
const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/gs
const SHORT: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' }

export function fromNTriples(text: string): Answer {
  const rows: Row[] = []
  for (const line of text.split(/\r?\n/)) {
    if (!/^\s*(?:#.*)?$/.test(line)) rows.push(triple(new Reader(line), /\s*\.\s*(?:#.*)?$/y))
  }
  return { kind: 'graph', columns: ['subject', 'predicate', 'object'], rows }
}

class Reader {
  at = 0
  constructor(readonly text: string) {}

  take(rule: RegExp): RegExpExecArray {
    rule.lastIndex = this.at
    const match = rule.exec(this.text)
    if (!match) throw new UnreadableGraph(`The answer has a line that can’t be read: ${this.text.slice(0, 200)}`)
    this.at = rule.lastIndex
    return match
  }
}

function triple(reader: Reader, end: RegExp): [Cell, Cell, Cell] {
  const parts: [Cell, Cell, Cell] = [term(reader), term(reader), term(reader)]
  reader.take(end)
  return parts
}

function term(reader: Reader): Cell {
  const [, iri, blank, text, language, direction, datatype, opens] = reader.take(TERM)
  if (opens) {
    const [subject, predicate, object] = triple(reader, /\s*\)>>/y)
    return { type: 'triple', subject, predicate, object }
  }
  if (iri !== undefined) return { type: 'uri', value: plain(iri) }
  if (blank !== undefined) return { type: 'bnode', value: blank }
  return {
    type: 'literal',
    value: plain(text!),
    ...(language && { language }),
    ...(direction && { direction: direction as 'ltr' | 'rtl' }),
    ...(datatype && { datatype: plain(datatype) }),
  }
}

function plain(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPE, (_, four, eight, one) => (one ? (SHORT[one] ?? one) : String.fromCodePoint(parseInt(four ?? eight, 16)))) : text
}
