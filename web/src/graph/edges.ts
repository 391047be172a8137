// The lines of a picture: fans for parallel ones, loops beside the disc, arrowheads that end at the rim.

import type { Shape } from './boxes'
import type { GraphEdge } from './model'
import type { Places } from './layout'

export interface Line {
  edge: GraphEdge
  path: string
  /** Points on the line where its name could stand, the best first. */
  points: [number, number][]
}

/** How far two parallel lines stand apart in their middles. */
const FAN = 22
/** The arrowhead's length. */
export const HEAD = 7

export function linesOf(edges: GraphEdge[], places: Places, shapes: ReadonlyMap<string, Shape>): Line[] {
  const fans = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    const pair = edge.source < edge.target ? `${edge.source} ${edge.target}` : `${edge.target} ${edge.source}`
    const fan = fans.get(pair)
    if (fan) fan.push(edge)
    else fans.set(pair, [edge])
  }
  return [...fans.values()].flatMap((fan) => fan.flatMap((edge, index) => drawn(edge, index, fan.length, places, shapes)))
}

function drawn(edge: GraphEdge, index: number, count: number, places: Places, shapes: ReadonlyMap<string, Shape>): Line[] {
  const from = places.get(edge.source)
  const to = places.get(edge.target)
  const start = shapes.get(edge.source)
  const end = shapes.get(edge.target)
  if (!from || !to || !start || !end) return []
  if (edge.source === edge.target) return [loop(edge, index, from, start)]
  // Both directions of a pair bend to the same side of the same line.
  const side = edge.source < edge.target ? 1 : -1
  const bend = side * FAN * (index - (count - 1) / 2)
  return [curve(edge, from, to, start.radius, end.radius, bend)]
}

function curve(
  edge: GraphEdge,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  r1: number,
  r2: number,
  bend: number,
): Line {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  // The middle of a quadratic curve is half as far out as its control point.
  const cx = (x1 + x2) / 2 - ((y2 - y1) / length) * bend * 2
  const cy = (y1 + y2) / 2 + ((x2 - x1) / length) * bend * 2
  const [sx, sy] = toward(x1, y1, cx, cy, r1 + 1)
  const [ex, ey] = toward(x2, y2, cx, cy, r2 + HEAD)
  const at = (t: number): [number, number] => [
    (1 - t) ** 2 * sx + 2 * t * (1 - t) * cx + t ** 2 * ex,
    (1 - t) ** 2 * sy + 2 * t * (1 - t) * cy + t ** 2 * ey,
  ]
  const path = bend === 0 ? `M${n(sx)} ${n(sy)}L${n(ex)} ${n(ey)}` : `M${n(sx)} ${n(sy)}Q${n(cx)} ${n(cy)} ${n(ex)} ${n(ey)}`
  return { edge, path, points: [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map(at) }
}

/** Above the disc, clear of the name below it. */
function loop(edge: GraphEdge, index: number, [x, y]: readonly [number, number], { radius }: Shape): Line {
  const high = radius + 26 + index * 14
  const wide = radius + 10 + index * 6
  const [sx, sy] = toward(x, y, x - wide, y - high, radius + 1)
  const [ex, ey] = toward(x, y, x + wide, y - high, radius + HEAD)
  return {
    edge,
    path: `M${n(sx)} ${n(sy)}C${n(x - wide)} ${n(y - high)} ${n(x + wide)} ${n(y - high)} ${n(ex)} ${n(ey)}`,
    points: [[x, y - (high * 3 + radius) / 4 - 4]],
  }
}

/** The point that lies `far` from the first point on the way to the second. */
function toward(x: number, y: number, toX: number, toY: number, far: number): [number, number] {
  const length = Math.hypot(toX - x, toY - y) || 1
  const share = Math.min(far, length / 2) / length
  return [x + (toX - x) * share, y + (toY - y) * share]
}

function n(value: number): string {
  return value.toFixed(1)
}
