import { expect, it } from 'vitest'
import { inAddress, subgraphQuery } from './subgraph'

it('names what is shown by short names, and leaves out what has none', () => {
  const query = subgraphQuery(['https://x.example/id/A', 'https://x.example/id/1 2', 'urn:b', '_:c'], [
    { source: 'https://x.example/id/A', predicate: 'https://x.example/ns#knows', target: 'urn:b' },
    { source: '_:c', predicate: 'urn:p', target: 'urn:b' },
  ])
  expect(query).toContain('PREFIX n0: <https://x.example/id/>')
  expect(query).toContain('VALUES ?s { n0:A <urn:b> }')
  expect(query).toContain('VALUES (?a ?b ?c) { (n0:A n1:knows <urn:b>) }')
  expect(query).not.toContain('_:c')
})

it('comes back from an address as it was', () => {
  const query = 'PREFIX n: <https://x.example/#>\nSELECT ?a { ?a n:p "é & = + % \\" }'
  expect(new URLSearchParams(`query=${inAddress(query)}`).get('query')).toBe(query)
})
