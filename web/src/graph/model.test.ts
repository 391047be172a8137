import { describe, expect, it } from 'vitest'
import { bring, companions } from './brought'
import { fromPicture, merge, neighbours } from './model'
import type { Picture } from '../api/types'

function picture(names: string[], links: [number, number][]): Picture {
  return {
    view: 'all',
    nodes_total: names.length,
    edges_total: links.length,
    nodes: names.map((id) => ({ id, label: id, classes: [], statuses: [], attributes: [] })),
    edges: links.map(([source, target]) => ({ source, target, predicate: 'p', label: 'knows', asserted: true, statuses: [], speakers: [], attributes: [] })),
  }
}

describe('pictures', () => {
  const base = fromPicture(picture(['a', 'b'], [[0, 1]]))
  const around = fromPicture(picture(['hub', 'a', 'x', 'y', 'z'], [[0, 1], [0, 2], [0, 3], [4, 0], [3, 4]]))

  it('count the ends of relations, a loop once', () => {
    expect(fromPicture(picture(['a', 'b'], [[0, 1], [0, 0]])).nodes.map(({ degree }) => degree)).toEqual([2, 1])
    expect([...neighbours(fromPicture(picture(['a'], [[0, 0]])), 'a')]).toEqual([])
  })

  it('become one without doubles', () => {
    const both = merge(base, around)
    expect(both.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'hub', 'x', 'y', 'z'])
    expect(merge(both, around)).toEqual(both)
  })

  it('grow by the most connected neighbours that aren’t there yet', () => {
    const grown = bring(base, around, 'hub', 2, 250)
    expect(grown.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'hub', 'y', 'z'])
    expect(grown.edges.map(({ source, target }) => source + target)).toContain('huba')
  })

  it('never grow above the most, but for what was asked for', () => {
    expect(bring(base, around, 'hub', 9, 4).nodes.map(({ id }) => id)).toEqual(['a', 'b', 'hub', 'y'])
    expect(bring(base, around, 'hub', 9, 2).nodes.map(({ id }) => id)).toEqual(['a', 'b', 'hub'])
  })

  it('give company only to who would stand alone', () => {
    expect(companions(base, around, 'hub')).toBe(0)
    expect(companions(fromPicture(picture(['b'], [])), around, 'hub')).toBe(3)
  })
})
