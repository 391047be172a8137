// The words of a query before a place in it, for what must be known while the text isn't whole.

export type Kind = 'comment' | 'iri' | 'string' | 'var' | 'name' | 'blank' | 'number' | 'tag' | 'word' | 'sign' | 'other'

export interface Token {
  kind: Kind
  text: string
  from: number
}

const LETTER = '\\p{L}'
const NAME = `[${LETTER}\\p{M}\\d_\\-·‿⁀]`
const RULES: [Kind | 'space', string][] = [
  ['space', '\\s+'],
  ['comment', '#[^\\r\\n]*'],
  ['iri', '<[^\\s<>"{}|^`]*>'],
  ['string', '"""(?:[^\\\\]|\\\\.)*?(?:"""|$)|\'\'\'(?:[^\\\\]|\\\\.)*?(?:\'\'\'|$)'],
  ['string', '"(?:[^"\\\\\\r\\n]|\\\\.)*"?|\'(?:[^\'\\\\\\r\\n]|\\\\.)*\'?'],
  ['var', `[?$][${LETTER}\\d_]${NAME.replace('\\-', '')}*`],
  ['blank', `_:(?:${NAME}|\\.+(?=${NAME}))*`],
  ['name', `(?:${LETTER}(?:${NAME}|\\.+(?=${NAME}))*)?:(?:${NAME}|:|%[\\da-fA-F]{2}|\\\\.|\\.+(?=[${LETTER}\\d_:%\\\\-]))*`],
  ['number', '[+\\-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+\\-]?\\d+)?'],
  ['tag', '@[A-Za-z\\d\\-]*'],
  ['word', `${LETTER}[${LETTER}\\d_]*`],
  ['sign', '<<\\(|\\)>>|<<|>>|\\{\\||\\|\\}|\\^\\^|&&|\\|\\||[<>!]=|[{}()\\[\\].,;~*+\\-/|!?^=<>$]'],
  ['other', '[^]'],
]
const RULE = new RegExp(RULES.map(([, rule]) => `(${rule})`).join('|'), 'suy')

/** All but the space between. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  RULE.lastIndex = 0
  for (let from = 0; from < text.length; from = RULE.lastIndex) {
    const match = RULE.exec(text)
    if (!match) break
    const kind = RULES[match.slice(1).findIndex((group) => group !== undefined)]![0]
    if (kind !== 'space') found.push({ kind, text: match[0], from })
  }
  return found
}

const FORMS = ['SELECT', 'ASK', 'CONSTRUCT', 'DESCRIBE', 'INSERT', 'DELETE', 'LOAD', 'CLEAR', 'DROP', 'CREATE', 'ADD', 'MOVE', 'COPY', 'WITH']

/** The word that says what the text does, in capitals. */
export function formOf(text: string): string | undefined {
  return tokens(text).find(({ kind, text }) => kind === 'word' && FORMS.includes(text.toUpperCase()))?.text.toUpperCase()
}

/** The prefixes that the text declares. */
export function declared(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const words = tokens(text).filter(({ kind }) => kind !== 'comment')
  words.forEach(({ kind, text }, at) => {
    const [name, iri] = [words[at + 1], words[at + 2]]
    if (kind === 'word' && text.toUpperCase() === 'PREFIX' && name?.kind === 'name' && iri?.kind === 'iri' && name.text.endsWith(':'))
      found.set(name.text.slice(0, -1), iri.text.slice(1, -1))
  })
  return found
}
