// Which entities of an answer can be drawn: what has an address and stands as a thing, not as a relation or a class.

import type { Answer, Cell, Row } from './answer'

/** Each takes a question to the server, and a picture of more is hard to read. */
export const MOST_ADDED = 40

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

export function entitiesOfRow(row: Row): string[] {
  return [...new Set(row.flatMap((cell) => entitiesOf(cell)))]
}

export function entitiesOfAnswer(answer: Answer): string[] {
  if (answer.kind === 'truth') return []
  const found = new Set<string>()
  for (const row of answer.rows) {
    const cells = answer.kind === 'graph' ? ofTriple(row) : row
    for (const cell of cells) for (const entity of entitiesOf(cell)) found.add(entity)
  }
  return [...found]
}

/** Whether a row or the whole connects anything. */
export function connects(entities: string[]): boolean {
  return entities.length > 1
}

function ofTriple([subject, predicate, object]: Row): (Cell | undefined)[] {
  if (predicate?.type !== 'uri') return []
  if (predicate.value === `${RDF}reifies`) return [object]
  return predicate.value === `${RDF}type` ? [subject] : [subject, object]
}

function entitiesOf(cell: Cell | undefined): string[] {
  if (cell?.type === 'uri') return cell.value.startsWith(RDF) ? [] : [cell.value]
  if (cell?.type === 'triple') return ofTriple([cell.subject, cell.predicate, cell.object]).flatMap((part) => entitiesOf(part))
  return []
}
