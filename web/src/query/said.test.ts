import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns'
import { tookWords } from './said'

const rows = (count: number) => ({ kind: 'rows' as const, columns: ['a'], rows: Array.from({ length: count }, () => []) })

describe('an answer', () => {
  it('is counted and timed in words', () => {
    expect(tookWords(rows(0), 0.2)).toBe('No rows in 1 ms')
    expect(tookWords(rows(1), 12.4)).toBe('1 row in 12 ms')
    expect(tookWords({ ...rows(1234), kind: 'graph' }, 1234)).toBe('1,234 triples in 1.2 s')
    expect(tookWords({ kind: 'truth', value: true }, 3)).toBe('Answered in 3 ms')
  })

  it('has columns that say once what all their values share', () => {
    const literal = (value: string, rest: object) => ({ type: 'literal' as const, value, ...rest })
    const datatype = 'http://www.w3.org/2001/XMLSchema#integer'
    const [number, text] = columnsOf({
      kind: 'rows',
      columns: ['n', 't'],
      rows: [
        [literal('1', { datatype }), literal('a', { language: 'en' })],
        [undefined, literal('b', {})],
      ],
    })
    expect(number).toMatchObject({ isNumeric: true, tag: datatype })
    expect(text).toMatchObject({ isNumeric: false, tag: undefined })
  })
})
