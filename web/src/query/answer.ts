// The server’s answer to a query as a table.

export interface Iri {
  type: 'uri'
  value: string
}
export interface Blank {
  type: 'bnode'
  value: string
}
export interface Literal {
  type: 'literal'
  value: string
  language?: string
  direction?: 'ltr' | 'rtl'
  datatype?: string
}
export interface Content {
  type: 'triple'
  subject: Cell
  predicate: Cell
  object: Cell
}
export type Cell = Iri | Blank | Literal | Content
export type Row = (Cell | undefined)[]

export type Answer =
  | { kind: 'rows'; columns: string[]; rows: Row[] }
  /** Triples, as rows of three. */
  | { kind: 'graph'; columns: string[]; rows: Row[] }
  | { kind: 'truth'; value: boolean }

interface JsonTerm {
  type: 'uri' | 'bnode' | 'literal' | 'typed-literal' | 'triple'
  value: unknown
  'xml:lang'?: string
  'its:dir'?: string
  datatype?: string
}
interface JsonAnswer {
  head: { vars?: string[] }
  boolean?: boolean
  results?: { bindings: Record<string, JsonTerm>[] }
}

export function fromJson(json: unknown): Answer {
  const { head, boolean, results } = json as JsonAnswer
  if (boolean !== undefined) return { kind: 'truth', value: boolean }
  const columns = head.vars ?? []
  return { kind: 'rows', columns, rows: (results?.bindings ?? []).map((row) => columns.map((name) => row[name] && cell(row[name]))) }
}

function cell(term: JsonTerm): Cell {
  if (term.type === 'triple') {
    const { subject, predicate, object } = term.value as Record<'subject' | 'predicate' | 'object', JsonTerm>
    return { type: 'triple', subject: cell(subject), predicate: cell(predicate), object: cell(object) }
  }
  const value = String(term.value)
  if (term.type === 'uri' || term.type === 'bnode') return { type: term.type, value }
  return {
    type: 'literal',
    value,
    ...(term['xml:lang'] && { language: term['xml:lang'] }),
    ...((term['its:dir'] === 'ltr' || term['its:dir'] === 'rtl') && { direction: term['its:dir'] }),
    ...(term.datatype && { datatype: term.datatype }),
  }
}

/** All terms in a cell; of a triple, those it is made of. */
export function* termsIn(cell: Cell | undefined): Generator<Iri | Blank | Literal> {
  if (!cell) return
  if (cell.type !== 'triple') yield cell
  else for (const part of [cell.subject, cell.predicate, cell.object]) yield* termsIn(part)
}
