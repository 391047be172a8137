import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Cell } from './answer'
import { curl, quoted } from './curl'
import { entitiesOfAnswer, entitiesOfRow } from './draw'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const uri = (value: string): Cell => ({ type: 'uri', value })

describe('what can be drawn', () => {
  it('of a row is each entity once', () => {
    expect(entitiesOfRow([uri('urn:a'), undefined, uri('urn:a'), { type: 'literal', value: 'x' }, uri('urn:b')])).toEqual(['urn:a', 'urn:b'])
    expect(entitiesOfRow([{ type: 'triple', subject: uri('urn:a'), predicate: uri('urn:p'), object: uri('urn:b') }])).toEqual(['urn:a', 'urn:b'])
  })

  it('of a graph is neither relation nor class', () => {
    const rows = [
      [uri('urn:a'), uri('urn:p'), uri('urn:b')],
      [uri('urn:a'), uri(`${RDF}type`), uri('urn:K')],
      [uri('urn:r'), uri(`${RDF}reifies`), { type: 'triple', subject: uri('urn:c'), predicate: uri('urn:p'), object: uri('urn:d') } as Cell],
    ]
    expect(entitiesOfAnswer({ kind: 'graph', columns: [], rows })).toEqual(['urn:a', 'urn:b', 'urn:c', 'urn:d'])
    expect(entitiesOfAnswer({ kind: 'truth', value: true })).toEqual([])
  })
})

describe('a command', () => {
  it.each(['plain', 'it’s', "a 'b' \"c\" $d `e` \\f\n!g", '', '-n', '*?', "'"])('gives the shell %j as it is', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(text)}`], { encoding: 'utf8' })).toBe(text)
  })

  it('asks the same', () => {
    expect(curl('http://127.0.0.1:7333', "ASK { ?a ?b 'c' }", 'csv')).toBe(
      String.raw`curl -s http://127.0.0.1:7333/sparql -d format=csv --data-urlencode 'query=ASK { ?a ?b '\''c'\'' }'`,
    )
  })
})
