// Which names of lines have room: those that cover no node, no other name and no other line's middle.

import { overlap, type Box } from './boxes'
import type { Line } from './edges'

export interface EdgeName {
  id: string
  text: string
  x: number
  y: number
}

export const EDGE_SIZE = 10.5

/** A name of a line where it would stand by itself. */
export function nameAt(line: Line, place = 0): EdgeName {
  const [x, y] = line.points[place] ?? line.points[0]!
  return { id: line.edge.id, text: line.edge.label, x, y }
}

/** The names that have room, the rarest relations first: they tell most. */
export function freeNames(lines: Line[], nodes: Box[], measure: (text: string) => number): EdgeName[] {
  const counts = new Map<string, number>()
  for (const { edge } of lines) counts.set(edge.label, (counts.get(edge.label) ?? 0) + 1)
  const order = [...lines].sort((a, b) => counts.get(a.edge.label)! - counts.get(b.edge.label)!)
  const middles = lines.map((line) => ({ line, x: line.points[0]![0], y: line.points[0]![1] }))
  const taken = [...nodes]
  const names: EdgeName[] = []
  for (const line of order) {
    for (let place = 0; place < line.points.length; place += 1) {
      const name = nameAt(line, place)
      const box = boxOf(name, measure)
      if (taken.some((other) => overlap(box, other, 2))) continue
      if (middles.some((other) => other.line !== line && other.x > box.left && other.x < box.right && other.y > box.top && other.y < box.bottom)) continue
      taken.push(box)
      names.push(name)
      break
    }
  }
  return names
}

/** The name of a line where it covers least, though it covers something. */
export function leastCovering(line: Line, taken: Box[], measure: (text: string) => number): EdgeName {
  const places = line.points.map((_, place) => nameAt(line, place))
  const costs = places.map((name) => taken.filter((other) => overlap(boxOf(name, measure), other)).length)
  return places[costs.indexOf(Math.min(...costs))]!
}

function boxOf({ text, x, y }: EdgeName, measure: (text: string) => number): Box {
  const half = measure(text) / 2
  return { left: x - half, right: x + half, top: y - EDGE_SIZE * 0.6, bottom: y + EDGE_SIZE * 0.6 }
}
