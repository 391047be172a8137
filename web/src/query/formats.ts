// The formats in which an answer can be had, by the names that the server gives them.

import type { Answer } from './answer'

export interface Format {
  name: string
  title: string
  ending: string
}

const TABLES: Format[] = [
  { name: 'csv', title: 'CSV', ending: 'csv' },
  { name: 'tsv', title: 'TSV', ending: 'tsv' },
  { name: 'json', title: 'JSON', ending: 'json' },
  { name: 'xml', title: 'XML', ending: 'xml' },
  { name: 'md', title: 'Markdown', ending: 'md' },
]
const GRAPHS: Format[] = [
  { name: 'ttl', title: 'Turtle', ending: 'ttl' },
  { name: 'nt', title: 'N-Triples', ending: 'nt' },
  { name: 'rdfxml', title: 'RDF/XML', ending: 'rdf' },
  { name: 'jsonld', title: 'JSON-LD', ending: 'jsonld' },
]

export function formats(kind: Answer['kind']): Format[] {
  return kind === 'graph' ? GRAPHS : TABLES
}
