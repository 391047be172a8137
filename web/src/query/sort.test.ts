import { describe, expect, it } from 'vitest'
import type { Cell } from './answer'
import { order, timeOf } from './sort'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const literal = (value: string, datatype?: string): Cell => ({ type: 'literal', value, ...(datatype && { datatype: XSD + datatype }) })
const sorted = (cells: (Cell | undefined)[], isDown = false, name = (iri: string) => iri) =>
  [...order(cells.map((cell) => [cell]), 0, isDown, name)]

describe('the order of rows', () => {
  it('has numbers as numbers, then dates, then text, then nothing', () => {
    const cells = [undefined, literal('b'), literal('2025-01-02', 'date'), literal('10', 'integer'), literal('9.5', 'decimal'), literal('-INF', 'double'), literal('é'), literal('f')]
    expect(sorted(cells)).toEqual([5, 4, 3, 2, 1, 6, 7, 0])
    expect(sorted(cells, true)).toEqual([7, 6, 1, 2, 3, 4, 5, 0])
  })

  it('has dates by their time', () => {
    const cells = [literal('2025-01-02', 'date'), literal('2025-01-01T23:30:00-02:00', 'dateTime'), literal('2025', 'gYear'), literal('-0044-03', 'gYearMonth')]
    expect(sorted(cells)).toEqual([3, 2, 0, 1])
    expect(timeOf('soon')).toBeNaN()
  })

  it('has what isn’t written as its datatype says as text', () => {
    expect(sorted([literal('many', 'integer'), literal('2', 'integer'), literal('x', 'date')])).toEqual([1, 0, 2])
  })

  it('has entities by their names and leaves what is alike in place', () => {
    const names: Record<string, string> = { 'urn:1': 'Zhejiang', 'urn:2': 'Alibaba' }
    const cells: Cell[] = [{ type: 'uri', value: 'urn:1' }, { type: 'uri', value: 'urn:2' }, literal('Alibaba')]
    expect(sorted(cells, false, (iri) => names[iri] ?? iri)).toEqual([1, 2, 0])
    expect(sorted(cells, true, (iri) => names[iri] ?? iri)).toEqual([0, 1, 2])
  })
})
