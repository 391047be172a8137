// Moves boxes apart until none overlaps another, each as little as possible.

import type { Shape } from './boxes'

export interface Body extends Pick<Shape, 'half' | 'up' | 'down'> {
  x: number
  y: number
  /** How willingly it moves: 0 is fixed. */
  give: number
}

const GAP_X = 8
const GAP_Y = 5
const ROUNDS = 600

/** Changes the places of the bodies; `true` if no two overlap in the end. */
export function separate(bodies: Body[]): boolean {
  for (let round = 0; round < ROUNDS; round += 1) {
    // Sorted by their left sides, a box need be compared only until one begins right of its end.
    const row = [...bodies].sort((a, b) => a.x - a.half - (b.x - b.half))
    let isFree = true
    for (let i = 0; i < row.length; i += 1) {
      for (let j = i + 1; j < row.length; j += 1) {
        const a = row[i]!
        const b = row[j]!
        if (b.x - b.half > a.x + a.half + 3 * GAP_X) break
        if (part(a, b)) isFree = false
      }
    }
    if (isFree) return true
  }
  return false
}

/** Moves two boxes apart on the axis on which they overlap least; `true` if they did overlap. */
function part(a: Body, b: Body): boolean {
  const give = a.give + b.give
  if (give === 0) return false
  const middleA = a.y + (a.down - a.up) / 2
  const middleB = b.y + (b.down - b.up) / 2
  const overX = a.half + b.half + GAP_X - Math.abs(a.x - b.x)
  const overY = (a.up + a.down + b.up + b.down) / 2 + GAP_Y - Math.abs(middleA - middleB)
  if (overX <= 0.01 || overY <= 0.01) return false
  const shareA = a.give / give
  if (overX < overY) {
    const way = a.x < b.x ? 1 : -1
    a.x -= way * overX * shareA
    b.x += way * overX * (1 - shareA)
  } else {
    const way = middleA < middleB ? 1 : -1
    a.y -= way * overY * shareA
    b.y += way * overY * (1 - shareA)
  }
  return true
}
