import { describe, expect, it } from 'vitest'
import { spotAfter } from './spot'
import { declared, formOf, tokens } from './tokens'

const at = (text: string) => spotAfter(tokens(text))

describe('what may stand at a place', () => {
  it.each([
    ['', 'prologue'],
    ['PREFIX ', 'prefix'],
    ['PREFIX wl: <urn:x> SELECT ', 'variables'],
    ['SELECT ?a { ', 'subject'],
    ['SELECT ?a { ?a ', 'predicate'],
    ['SELECT ?a { ?a a ', 'class'],
    ['SELECT ?a { ?a rdf:type ', 'class'],
    ['SELECT ?a { ?a wl:in ', 'object'],
    ['SELECT ?a { ?a wl:in :b ; ', 'predicate'],
    ['SELECT ?a { ?a wl:in :b , ', 'object'],
    ['SELECT ?a { ?a wl:in :b . ', 'subject'],
    ['SELECT ?a { ?a wl:in/', 'predicate'],
    ['SELECT ?a { ?a wl:in/wl:at ', 'object'],
    ['SELECT ?a { ?a (wl:in|wl:at)/', 'predicate'],
    ['SELECT ?a { ?a wl:in [ ', 'predicate'],
    ['SELECT ?a { ?a wl:in [ a ', 'class'],
    ['SELECT ?a { ?a wl:in [ a :B ] ; ', 'predicate'],
    ['SELECT ?a { << ', 'subject'],
    ['SELECT ?a { << ?a ', 'predicate'],
    ['SELECT ?a { << ?a :b ', 'object'],
    ['SELECT ?a { << ?a :b ?c >> ', 'predicate'],
    ['SELECT ?a { ?r rdf:reifies <<( ?s ', 'predicate'],
    ['SELECT ?a { ?a :b ?c ~ ?r . ', 'subject'],
    ['SELECT ?a { ?a :b ?c {| ', 'predicate'],
    ['SELECT ?a { FILTER(', 'expression'],
    ['SELECT ?a { ?a ?b ?c FILTER(STR(?a) = "x" && ', 'expression'],
    ['SELECT ?a { FILTER(?a > 1) ', 'subject'],
    ['SELECT ?a { OPTIONAL { ?a ?b ?c } ', 'subject'],
    ['SELECT ?a { GRAPH ?g { ?a ', 'predicate'],
    ['SELECT (COUNT(', 'expression'],
    ['SELECT ?a { ?a ?b "x"^^xsd:date ; ', 'predicate'],
    ['SELECT ?a { VALUES ?a { ', 'object'],
    ['SELECT ?a { ?a ?b ?c } ORDER BY ', 'variables'],
  ])('%s', (text, spot) => {
    expect(at(text)).toBe(spot)
  })
})

describe('the words of a query', () => {
  it('are told apart', () => {
    const text = 'ASK { ?a<?b . :x.y a:b. "a b"@en--ltr <urn:x> } # PREFIX'
    expect(tokens(text).map(({ text }) => text)).toEqual([
      'ASK', '{', '?a', '<', '?b', '.', ':x.y', 'a:b', '.', '"a b"', '@en--ltr', '<urn:x>', '}', '# PREFIX',
    ])
  })

  it('say what the query does', () => {
    expect(formOf('# SELECT\nPREFIX select: <urn:ask> construct { }')).toBe('CONSTRUCT')
    expect(formOf('')).toBeUndefined()
  })

  it('declare prefixes', () => {
    expect([...declared('prefix : <urn:a> # PREFIX c: <urn:c>\nPREFIX b: <urn:b>')]).toEqual([['', 'urn:a'], ['b', 'urn:b']])
  })
})
