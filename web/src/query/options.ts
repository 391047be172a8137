// What is offered at a place of a query, the best first. Entities come from the server and are added by the caller.

import type { Vocabulary, Word } from './questions'
import type { Spot } from './spot'
import { written } from './short'

export interface Option {
  label: string
  /** What it is called. */
  detail?: string | undefined
  info?: string | undefined
  type: 'keyword' | 'function' | 'variable' | 'class' | 'property' | 'namespace' | 'constant'
  /** What is written, where it isn’t the label. */
  apply?: string
}

const BEGIN = ['SELECT', 'SELECT DISTINCT', 'ASK', 'CONSTRUCT', 'DESCRIBE', 'PREFIX', 'WHERE', 'ORDER BY', 'GROUP BY', 'HAVING', 'LIMIT', 'OFFSET', 'FROM', 'VALUES']
const CLAUSES = ['OPTIONAL', 'FILTER', 'FILTER NOT EXISTS', 'BIND', 'VALUES', 'UNION', 'MINUS', 'GRAPH', 'SERVICE', 'SELECT']
const AMONG = ['AS', 'DISTINCT', 'WHERE', 'ASC', 'DESC', 'LIMIT', 'ORDER BY', 'GROUP BY', 'HAVING', 'FROM']
const IN_EXPRESSION = ['AS', 'IN', 'NOT IN', 'EXISTS', 'NOT EXISTS', 'DISTINCT', 'true', 'false']
const FUNCTIONS =
  'COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGDIR LANGMATCHES DATATYPE BOUND IRI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ' +
  'ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 ' +
  'SHA512 COALESCE IF STRLANG STRLANGDIR STRDT hasLANG hasLANGDIR sameTerm isIRI isBLANK isLITERAL isNUMERIC REGEX SUBSTR REPLACE TRIPLE SUBJECT PREDICATE ' +
  'OBJECT isTRIPLE'

/** What begins with, or in words contains, what is typed. */
export function fits(typed: string, ...names: (string | undefined)[]): boolean {
  const wanted = plain(typed)
  return names.some((name) => {
    if (!name) return false
    const text = plain(name)
    return text.startsWith(wanted) || (wanted.length > 1 && text.split(/[\s:/_#-]+/).some((word) => word.startsWith(wanted)))
  })
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

export function options(spot: Spot, typed: string, vocabulary: Vocabulary, variables: string[]): Option[] {
  const all = candidates(spot, vocabulary, variables)
  return all.filter(({ label, detail, type }) =>
    type === 'keyword' || type === 'function' || type === 'variable' ? plain(label).startsWith(plain(typed)) : fits(typed, label, detail, local(label)),
  )
}

function candidates(spot: Spot, { prefixes, classes, predicates }: Vocabulary, names: string[]): Option[] {
  const keywords = (words: string[]): Option[] => words.map((label) => ({ label, type: 'keyword' }))
  const variables: Option[] = names.map((label) => ({ label, type: 'variable' }))
  const asClass = classes.map((word) => option(word, 'class', prefixes))
  const asProperty = predicates.map((word) => option(word, 'property', prefixes))
  switch (spot) {
    case 'prologue':
      return keywords(BEGIN)
    case 'prefix':
      return [...prefixes].map(([prefix, namespace]) => ({ label: `${prefix}:`, detail: namespace, type: 'namespace', apply: `${prefix}: <${namespace}>` }))
    case 'subject':
      return [...variables, ...keywords(CLAUSES)]
    case 'predicate':
      return [{ label: 'a', detail: 'is a', type: 'keyword' }, ...asProperty, ...variables]
    case 'class':
      return [...asClass, ...variables]
    case 'object':
      return [...variables, ...asClass]
    case 'expression':
      return [...variables, ...FUNCTIONS.split(' ').map((name): Option => ({ label: name, type: 'function', apply: `${name}(` })), ...keywords(IN_EXPRESSION), ...asProperty]
    case 'variables':
      return [...variables, ...keywords(AMONG)]
    case 'nothing':
      return []
  }
}

function option(word: Word, type: 'class' | 'property', prefixes: ReadonlyMap<string, string>): Option {
  return { label: written(word.value, prefixes), detail: word.label, info: word.description, type }
}

function local(label: string): string {
  return label.slice(label.indexOf(':') + 1)
}
