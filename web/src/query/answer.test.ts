import { describe, expect, it } from 'vitest'
import { fromJson, termsIn } from './answer'
import { fromNTriples } from './ntriples'

const uri = (value: string) => ({ type: 'uri' as const, value })

describe('an answer', () => {
  it('is a table', () => {
    const bindings = [
      { a: uri('urn:a'), b: { type: 'literal', value: 'x', 'xml:lang': 'ar', 'its:dir': 'rtl' } },
      { b: { type: 'triple', value: { subject: uri('urn:s'), predicate: uri('urn:p'), object: { type: 'literal', value: '1', datatype: 'urn:int' } } } },
    ]
    const answer = fromJson({ head: { vars: ['a', 'b'] }, results: { bindings } })
    expect(answer).toEqual({
      kind: 'rows',
      columns: ['a', 'b'],
      rows: [
        [uri('urn:a'), { type: 'literal', value: 'x', language: 'ar', direction: 'rtl' }],
        [undefined, { type: 'triple', subject: uri('urn:s'), predicate: uri('urn:p'), object: { type: 'literal', value: '1', datatype: 'urn:int' } }],
      ],
    })
    if (answer.kind !== 'truth') expect([...termsIn(answer.rows[1]![1])].map(({ value }) => value)).toEqual(['urn:s', 'urn:p', '1'])
  })

  it('is yes or no', () => {
    expect(fromJson({ head: {}, boolean: false })).toEqual({ kind: 'truth', value: false })
  })

  it('is a graph', () => {
    const text = [
      '# none',
      '<urn:a> <urn:b> "x \\"y\\"\\n\\u00e9\\U0001F600" .',
      '_:q1 <urn:b> "a"@en--ltr .',
      '_:q1.x <urn:b> "1"^^<urn:int> . # so',
      '<urn:r> <urn:reifies> <<( <urn:s> <urn:p> <<( _:b <urn:q> "z"@zh-Hant )>> )>> .',
      '',
    ].join('\n')
    const answer = fromNTriples(text)
    expect(answer.kind === 'graph' && answer.rows.map((row) => row[2])).toEqual([
      { type: 'literal', value: 'x "y"\né😀' },
      { type: 'literal', value: 'a', language: 'en', direction: 'ltr' },
      { type: 'literal', value: '1', datatype: 'urn:int' },
      {
        type: 'triple',
        subject: uri('urn:s'),
        predicate: uri('urn:p'),
        object: { type: 'triple', subject: { type: 'bnode', value: 'b' }, predicate: uri('urn:q'), object: { type: 'literal', value: 'z', language: 'zh-Hant' } },
      },
    ])
    expect(answer.kind === 'graph' && answer.rows[2]![0]).toEqual({ type: 'bnode', value: 'q1.x' })
  })

  it('that can’t be read says so', () => {
    expect(() => fromNTriples('<urn:a> <urn:b .')).toThrow('can’t be read')
  })
})
