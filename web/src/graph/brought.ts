// What comes into the picture around one entity: the stages in which a drawing grows.

import { merge, neighbours, only, type Drawn } from './model'

/** An entity that a person brings in stands with so many of its neighbours. */
export const AROUND_ADDED = 8
/** One that is only looked at stands with so many, if none of them is drawn yet. */
export const AROUND_CHOSEN = 3

/**
 * The drawing with an entity and some of the neighbours that `around` knows, the best first: those that are drawn already
 * don't count. `most` nodes are drawn in all; the entity itself always comes in.
 */
export function bring(drawn: Drawn, around: Drawn, entity: string, count: number, most: number): Drawn {
  const known = new Set(drawn.nodes.map((node) => node.id))
  const near = neighbours(around, entity)
  const fresh = around.nodes
    .filter((node) => near.has(node.id) && !known.has(node.id))
    .sort((a, b) => b.degree - a.degree)
    .slice(0, Math.max(0, Math.min(count, most - known.size - 1)))
  const kept = new Set([...known, entity, ...fresh.map((node) => node.id)])
  return merge(
    drawn,
    only(around, (id) => kept.has(id)),
  )
}

/** How many neighbours a person who only looks at an entity needs to see it in the picture. */
export function companions(drawn: Drawn, around: Drawn, entity: string): number {
  const near = neighbours(around, entity)
  return drawn.nodes.some((node) => near.has(node.id)) ? 0 : AROUND_CHOSEN
}
