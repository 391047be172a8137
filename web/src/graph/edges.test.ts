import { describe, expect, it } from 'vitest'
import { boxAt, overlap, shapeOf } from './boxes'
import { EDGE_SIZE, freeNames } from './edge-names'
import { HEAD, linesOf } from './edges'
import { nearestTo } from './nearest'
import type { GraphEdge } from './model'

const shape = shapeOf('name', 0, (text, size) => text.length * size * 0.55)
const places = new Map<string, [number, number]>([['a', [0, 0]], ['b', [200, 0]], ['c', [0, 150]]])
const shapes = new Map([...places.keys()].map((id) => [id, shape]))
const edge = (source: string, target: string, label = 'knows'): GraphEdge => ({
  id: `${source} ${label} ${target}`, source, target, predicate: label, label, asserted: true, statuses: [], speakers: [],
})
const numbers = (path: string) => path.match(/-?[\d.]+/g)!.map(Number)

describe('a line', () => {
  it('begins and ends at the rims, with room for the arrowhead', () => {
    const [line] = linesOf([edge('a', 'b')], places, shapes)
    expect(numbers(line!.path)).toEqual([shape.radius + 1, 0, 200 - shape.radius - HEAD, 0])
  })

  it('is one of a fan if there are several, whichever way they go', () => {
    const middles = linesOf([edge('a', 'b'), edge('b', 'a'), edge('a', 'b', 'meets')], places, shapes).map(({ points }) => points[0]![1])
    expect(new Set(middles.map(Math.round)).size).toBe(3)
  })

  it('that is a loop stays above the disc', () => {
    const [line] = linesOf([edge('a', 'a')], places, shapes)
    expect(Math.max(...numbers(line!.path).filter((_, i) => i % 2 === 1))).toBeLessThanOrEqual(0)
  })

  it('without an end in the picture isn’t drawn', () => {
    expect(linesOf([edge('a', 'gone')], places, shapes)).toEqual([])
  })
})

describe('the names of lines', () => {
  it('stand only where they cover nothing', () => {
    const lines = linesOf([edge('a', 'b'), edge('b', 'a', 'meets'), edge('a', 'c', 'a long relation that finds no room')], places, shapes)
    const boxes = [...places].map(([, [x, y]]) => boxAt(shape, x, y))
    const names = freeNames(lines, boxes, (text) => text.length * 5)
    for (const { x, y, text } of names) {
      const half = text.length * 2.5
      const box = { left: x - half, right: x + half, top: y - EDGE_SIZE / 2, bottom: y + EDGE_SIZE / 2 }
      expect(boxes.some((other) => overlap(box, other))).toBe(false)
    }
    expect(names.map(({ text }) => text)).toContain('knows')
  })
})

describe('an arrow key', () => {
  it('goes to the nearest in its direction, or stays', () => {
    expect(nearestTo('a', 'ArrowRight', places)).toBe('b')
    expect(nearestTo('a', 'ArrowDown', places)).toBe('c')
    expect(nearestTo('a', 'ArrowLeft', places)).toBeUndefined()
    expect(nearestTo('gone', 'ArrowLeft', places)).toBe('a')
  })
})
