import { Text } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { excerpt, hintWords, rangeOf, sentence, units, words } from './positions'

const document = Text.of(['ASK {', '  ?a a "😀é" . b:c }'])
const marked = (line: number, column: number, end: number) => {
  const { from, to } = rangeOf(document, { line, column, end })
  return document.sliceString(from, to)
}

describe('the place of a mistake', () => {
  it('is counted in code points', () => {
    expect(marked(2, 15, 18)).toBe('b:c')
    expect(marked(2, 9, 10)).toBe('😀')
    expect(units('😀é', 1)).toBe(2)
    expect(units('ab', 9)).toBe(2)
  })

  it('is never without a letter to mark, if there is one', () => {
    expect(marked(2, 15, 15)).toBe('b')
    expect(marked(1, 6, 6)).toBe('{')
    expect(marked(9, 99, 99)).toBe('}')
    expect(rangeOf(Text.empty, { line: 1, column: 1, end: 1 })).toEqual({ from: 0, to: 0 })
  })
})

describe('the words of a mistake', () => {
  it('are sentences', () => {
    expect(words({ message: 'the query is empty', help: 'did you mean SELECT?' })).toBe('The query is empty.\nDid you mean SELECT?')
    expect(sentence('xsd:date is no class')).toBe('xsd:date is no class.')
    expect(sentence('deeps is no value')).toBe('deeps is no value.')
  })

  it('have no advice for a command line', () => {
    expect(hintWords('wl:x is the predicate of no triple: westlake stats lists those that are.')).toBe('wl:x is the predicate of no triple.')
    expect(hintWords('1 more triple matches ?a :b ?c, but is only claimed: --status Reported,Claimed adds it.')).toBe(
      '1 more triple matches ?a :b ?c, but is only claimed.',
    )
    expect(hintWords(':A doesn’t occur: did you mean :B?')).toBe(':A doesn’t occur: did you mean :B?')
  })

  it('stand with the line', () => {
    expect(excerpt('ASK {\n  ?a a "😀é" . b:c }', { line: 2, column: 15, end: 18 })).toEqual(['?a a "😀é" . ', 'b:c', ' }'])
  })
})
