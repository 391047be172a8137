// Which of its names a thing is shown by.

export interface Label {
  iri: string
  by: string
  name: string
  language?: string | undefined
}

const PREDICATES = [
  'http://www.w3.org/2000/01/rdf-schema#label',
  'http://www.w3.org/2004/02/skos/core#prefLabel',
  'https://schema.org/name',
  'http://schema.org/name',
  'http://xmlns.com/foaf/0.1/name',
]

export function namesQuery(iris: string[]): string {
  const list = (all: string[]) => all.filter((iri) => !/[\s<>"{}|^`\\]/.test(iri)).map((iri) => `<${iri}>`).join(' ')
  return `SELECT ?thing ?by ?name { VALUES ?thing { ${list(iris)} } VALUES ?by { ${list(PREDICATES)} } ?thing ?by ?name FILTER(isLiteral(?name)) }`
}

/** The reader’s language first, then English, then none, then any. */
export function best(labels: Label[], language: string): Map<string, string> {
  const own = language.toLowerCase().split('-')[0]!
  const score = ({ by, language = '' }: Label) => {
    const tag = language.toLowerCase().split('-')[0]!
    const place = tag === own ? 0 : tag === 'en' ? 1 : tag === '' ? 2 : 3
    return place * PREDICATES.length + PREDICATES.indexOf(by)
  }
  const found = new Map<string, Label>()
  for (const label of labels) {
    const before = found.get(label.iri)
    if (!before || score(label) < score(before)) found.set(label.iri, label)
  }
  return new Map([...found].map(([iri, { name }]) => [iri, name]))
}
