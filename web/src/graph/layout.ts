// Places for nodes. The same drawing always gets the same places, whatever was shown before: an address that is opened
// elsewhere shows the same picture.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'
import type { Shape } from './boxes'
import type { Drawn } from './model'
import { separate, type Body } from './separate'

export type Places = ReadonlyMap<string, readonly [number, number]>

interface Mover extends SimulationNodeDatum {
  id: string
  x: number
  y: number
}

/** How much of the picture its discs and names cover. */
const FULLNESS = 0.5
/** The standard deviation of what is evenly spread over a length of 1, about. */
const EVEN = 0.27

/** Nodes that stood before move a tenth as willingly as those that come. */
const STAYS = 0.1

/**
 * Lays out a drawing. Nodes with a place in `before` stay about there; the others come near their neighbours. `ratio` is the
 * width of the picture by its height.
 */
export function layout(drawn: Drawn, shapes: ReadonlyMap<string, Shape>, before: Places, ratio: number): Places {
  const movers = drawn.nodes.map(({ id }) => starts(id, drawn, before, ratio))
  const isFresh = movers.some(({ id }) => !before.has(id))
  if (!isFresh) return new Map(movers.map(({ id, x, y }) => [id, [x, y]]))
  simulate(movers, drawn, shapes, ratio)
  if (before.size === 0) fill(movers, shapes, ratio)
  return settled(
    movers.map(({ id, x, y }) => ({ id, x, y, give: before.has(id) ? STAYS : 1 })),
    shapes,
  )
}

/** The places for shapes as they are now, some chosen by a person; who is in their way moves aside. */
export function pinned(places: Places, shapes: ReadonlyMap<string, Shape>, chosen: Record<string, [number, number]>): Places {
  return settled(
    [...places].map(([id, place]) => {
      const [x, y] = chosen[id] ?? place
      return { id, x, y, give: chosen[id] ? 0 : 1 }
    }),
    shapes,
  )
}

function settled(nodes: { id: string; x: number; y: number; give: number }[], shapes: ReadonlyMap<string, Shape>): Places {
  const bodies: Body[] = nodes.map(({ id, x, y, give }) => {
    const { half, up, down } = shapes.get(id)!
    return { x, y, half, up, down, give }
  })
  separate(bodies)
  return new Map(nodes.map(({ id }, index) => [id, [bodies[index]!.x, bodies[index]!.y]]))
}

function starts(id: string, drawn: Drawn, before: Places, ratio: number): Mover {
  const place = before.get(id)
  if (place) return { id, x: place[0], y: place[1], fx: place[0], fy: place[1] }
  const [a, b] = noise(id)
  const near = drawn.edges.flatMap(({ source, target }) => (source === id ? [before.get(target)] : target === id ? [before.get(source)] : []))
  const known = near.filter((one) => one !== undefined)
  if (known.length === 0) return { id, x: (a - 0.5) * 600 * ratio, y: (b - 0.5) * 600 }
  const x = known.reduce((sum, one) => sum + one[0], 0) / known.length
  const y = known.reduce((sum, one) => sum + one[1], 0) / known.length
  const far = 60 + 80 * b
  return { id, x: x + far * Math.cos(a * 2 * Math.PI), y: y + far * Math.sin(a * 2 * Math.PI) }
}

function simulate(movers: Mover[], drawn: Drawn, shapes: ReadonlyMap<string, Shape>, ratio: number): void {
  const alone = new Map(drawn.nodes.map(({ id, degree }) => [id, degree + 0.5]))
  const degrees = new Map(drawn.nodes.map(({ id, degree }) => [id, Math.max(1, degree)]))
  const links = drawn.edges.filter(({ source, target }) => source !== target).map(({ source, target }) => ({ source, target }))
  // The names are wider than high, so the picture is laid out squeezed and drawn out afterwards.
  const wide = Math.sqrt(ratio)
  // What hangs on little would drift off otherwise.
  const pull = ({ id }: Mover) => 0.07 + 0.1 / alone.get(id)!
  for (const mover of movers) stretch(mover, 1 / wide, wide)
  forceSimulation(movers)
    .force(
      'link',
      forceLink<Mover, { source: string | Mover; target: string | Mover }>(links)
        .id(({ id }) => id)
        .distance(95)
        .strength(({ source, target }) => 1 / Math.min(degrees.get((source as Mover).id)!, degrees.get((target as Mover).id)!)),
    )
    .force('charge', forceManyBody().strength(-420).distanceMax(700))
    .force('x', forceX<Mover>(0).strength(pull))
    .force('y', forceY<Mover>(0).strength(pull))
    .force('collide', forceCollide<Mover>(({ id }) => 6 + Math.sqrt(shapes.get(id)!.half * shapes.get(id)!.down)).strength(0.8))
    .stop()
    .tick(300)
  for (const mover of movers) stretch(mover, wide, 1 / wide)
}

/** Draws the picture out or in, so that the names fill it well and it has its shape. */
function fill(movers: Mover[], shapes: ReadonlyMap<string, Shape>, ratio: number): void {
  const area = movers.reduce((sum, { id }) => sum + areaOf(shapes.get(id)!), 0) / FULLNESS
  const spreadX = spread(movers.map(({ x }) => x))
  const spreadY = spread(movers.map(({ y }) => y))
  if (spreadX === 0 || spreadY === 0) return
  for (const mover of movers) stretch(mover, (Math.sqrt(area * ratio) * EVEN) / spreadX, (Math.sqrt(area / ratio) * EVEN) / spreadY)
}

function areaOf({ half, up, down }: Shape): number {
  return (2 * half + 12) * (up + down + 8)
}

/** The standard deviation. */
function spread(values: number[]): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length)
}

function stretch(mover: Mover, x: number, y: number): void {
  mover.x *= x
  mover.y *= y
  if (typeof mover.fx === 'number') mover.fx *= x
  if (typeof mover.fy === 'number') mover.fy *= y
}

/** Two numbers between 0 and 1 that belong to a text. */
export function noise(text: string): [number, number] {
  let hash = 2166136261
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  const mixed = Math.imul(hash ^ (hash >>> 15), 2246822519)
  return [(hash >>> 0) / 2 ** 32, (mixed >>> 0) / 2 ** 32]
}
