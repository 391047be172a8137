import { describe, expect, it } from 'vitest'
import { boxAt, overlap, shapeOf, type Shape } from './boxes'
import { layout, pinned, type Places } from './layout'
import { withDegrees, type Drawn } from './model'

const measure = (text: string, size: number) => text.length * size * 0.55

/** A graph of so many nodes, a fifth of them hubs; the same each time. */
function graph(count: number): Drawn {
  const nodes = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, label: `A name of number ${i} ${'long '.repeat(i % 7)}`, classes: [], statuses: [], degree: 0 }))
  const edges = Array.from({ length: count * 2 }, (_, i) => ({
    id: `e${i}`,
    source: `n${(i * 7) % count}`,
    target: `n${(i * i + 3) % Math.ceil(count / 5)}`,
    predicate: 'p',
    label: 'knows',
    asserted: true,
    statuses: [],
    speakers: [],
  }))
  return withDegrees({ nodes, edges })
}

function shapes(drawn: Drawn): Map<string, Shape> {
  return new Map(drawn.nodes.map(({ id, label, degree }) => [id, shapeOf(label, Math.min(1, degree / 20), measure)]))
}

function overlaps(places: Places, all: Map<string, Shape>): number {
  const boxes = [...places].map(([id, [x, y]]) => boxAt(all.get(id)!, x, y))
  return boxes.reduce((sum, box, i) => sum + boxes.slice(i + 1).filter((other) => overlap(box, other)).length, 0)
}

describe('a layout', () => {
  it.each([1, 2, 18, 80, 250])('of %i nodes lets no names overlap', (count) => {
    const drawn = graph(count)
    const all = shapes(drawn)
    expect(overlaps(layout(drawn, all, new Map(), 1.9), all)).toBe(0)
  })

  it('is the same each time', () => {
    const drawn = graph(40)
    expect(layout(drawn, shapes(drawn), new Map(), 1.9)).toEqual(layout(drawn, shapes(drawn), new Map(), 1.9))
  })

  it('takes the form of the screen', () => {
    const drawn = graph(80)
    const extent = (ratio: number) => {
      const all = [...layout(drawn, shapes(drawn), new Map(), ratio).values()]
      const range = (axis: 0 | 1) => Math.max(...all.map((one) => one[axis])) - Math.min(...all.map((one) => one[axis]))
      return range(0) / range(1)
    }
    expect(extent(1.9)).toBeGreaterThan(1.3)
    expect(extent(0.7)).toBeLessThan(1)
  })

  it('leaves what was there about where it was', () => {
    const small = graph(60)
    const before = layout(small, shapes(small), new Map(), 1.9)
    const fresh = Array.from({ length: 10 }, (_, i) => ({ id: `new${i}`, label: `new ${i}`, classes: [], statuses: [], degree: 0 }))
    const large = withDegrees({
      nodes: [...small.nodes, ...fresh],
      edges: [...small.edges, ...fresh.map(({ id }) => ({ ...small.edges[0]!, id, source: 'n0', target: id }))],
    })
    const all = shapes(large)
    const after = layout(large, all, before, 1.9)
    expect(overlaps(after, all)).toBe(0)
    const moved = [...before].map(([id, [x, y]]) => Math.hypot(after.get(id)![0] - x, after.get(id)![1] - y)).sort((a, b) => a - b)
    expect(moved[30]).toBeLessThan(20)
  })

  it('puts what is pinned exactly there, and the others beside it', () => {
    const drawn = graph(80)
    const all = shapes(drawn)
    const places = pinned(layout(drawn, all, new Map(), 1.9), all, { n5: [0, 0] })
    expect(places.get('n5')).toEqual([0, 0])
    expect(overlaps(places, all)).toBe(0)
  })

  it('takes less than a blink for the most that is drawn', () => {
    const drawn = graph(250)
    const all = shapes(drawn)
    const start = performance.now()
    layout(drawn, all, new Map(), 1.9)
    const took = performance.now() - start
    expect(took).toBeLessThan(2000)
  })
})
