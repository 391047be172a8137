// What may stand at a place of a query, from the words before it.

import type { Token } from './tokens'

export type Spot =
  /** Before the query, where prefixes are declared. */
  | 'prologue'
  | 'prefix'
  | 'subject'
  | 'predicate'
  | 'class'
  | 'object'
  | 'expression'
  /** Among SELECT’s variables, after ORDER BY and the like. */
  | 'variables'
  /** In a comment, a string or a number: nothing is offered. */
  | 'nothing'

type Part = 'subject' | 'predicate' | 'object' | 'after'

interface Open {
  sign: string
  kind: 'pattern' | 'expression' | 'items' | 'triple'
  part: Part
  /** The predicate that the object belongs to. */
  predicate: string
}

const CLOSES: Record<string, string> = { '{': '}', '(': ')', '[': ']', '<<': '>>', '<<(': ')>>', '{|': '|}' }
const IN_EXPRESSION = ['FILTER', 'BIND', 'HAVING', 'BY', 'ASC', 'DESC', 'IN']
const TERMS = ['iri', 'var', 'name', 'blank', 'number', 'string']

/** `before` are all tokens that end before the word at the cursor. */
export function spotAfter(before: Token[]): Spot {
  const words = before.filter(({ kind }) => kind !== 'comment')
  const stack: Open[] = []
  let last: Token | undefined
  let head = ''
  for (const token of words) {
    const open = stack.at(-1)
    if (token.kind === 'word') head = token.text.toUpperCase()
    if (token.text in CLOSES) stack.push(opened(token.text, open, last, head))
    else if (open && token.text === CLOSES[open.sign]) closed(stack)
    else if (open) inside(open, token, last)
    last = token
  }
  return spot(stack.at(-1), last, head)
}

function opened(sign: string, around: Open | undefined, last: Token | undefined, head: string): Open {
  const word = last?.kind === 'word' ? last.text.toUpperCase() : ''
  const isCall = last !== undefined && (last.kind === 'word' || last.kind === 'iri' || last.kind === 'name')
  const kind =
    sign === '{' ? (head === 'VALUES' || word === 'VALUES' ? 'items' : 'pattern')
    : sign === '[' || sign === '{|' ? 'pattern'
    : sign === '<<' || sign === '<<(' ? 'triple'
    : !around || around.kind === 'expression' || IN_EXPRESSION.includes(word) || (isCall && around.part !== 'object') ? 'expression'
    : 'items'
  return { sign, kind, part: sign === '[' || sign === '{|' ? 'predicate' : 'subject', predicate: '' }
}

function closed(stack: Open[]): void {
  const { sign, kind } = stack.pop()!
  const around = stack.at(-1)
  if (!around || around.kind === 'expression' || around.kind === 'items') return
  if (sign === '{|') around.part = 'after'
  else if (sign === '{' || kind === 'expression') around.part = 'subject'
  else if (sign === '(' && around.part === 'predicate') around.part = 'object'
  else step(around)
}

function step(open: Open): void {
  open.part = open.part === 'subject' ? 'predicate' : open.part === 'predicate' ? 'object' : 'after'
}

function inside(open: Open, token: Token, last: Token | undefined): void {
  if (open.kind === 'expression' || open.kind === 'items') return
  if (token.text === '.') open.part = 'subject'
  else if (token.text === ';') open.part = 'predicate'
  else if (token.text === ',') open.part = 'object'
  else if (token.text === '~') open.part = 'after'
  else if ('/|^!'.includes(token.text) && open.part !== 'after') open.part = 'predicate'
  else if (token.kind === 'word' && token.text !== 'a' && !/^(true|false)$/i.test(token.text)) open.part = 'subject'
  else if (TERMS.includes(token.kind) || token.text === 'a' || token.kind === 'word') {
    // The reifier after "~", a datatype, a graph’s or a server’s name are no part of a triple.
    if (open.part === 'after' || last?.text === '^^' || /^(graph|service|from|named)$/i.test(last?.text ?? '')) return
    if (open.part === 'predicate') open.predicate = token.text
    step(open)
  }
}

function spot(open: Open | undefined, last: Token | undefined, head: string): Spot {
  const word = last?.kind === 'word' ? last.text.toUpperCase() : ''
  if (word === 'PREFIX') return 'prefix'
  if (!open) {
    if (['SELECT', 'DISTINCT', 'REDUCED', 'BY', 'DESCRIBE'].includes(head)) return 'variables'
    if (['GROUP', 'ORDER', 'HAVING', 'ASC', 'DESC'].includes(head)) return 'variables'
    return 'prologue'
  }
  if (open.kind === 'expression') return 'expression'
  if (open.kind === 'items') return 'object'
  if (['FILTER', 'BIND', 'NOT', 'EXISTS'].includes(word)) return 'expression'
  if (['GRAPH', 'SERVICE', 'VALUES'].includes(word)) return 'variables'
  if (open.part === 'object' && (open.predicate === 'a' || open.predicate === 'rdf:type')) return 'class'
  return open.part === 'after' ? 'subject' : open.part
}
