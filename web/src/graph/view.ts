// What part of the picture is seen: how it is fitted into the room that there is.

import type { Box } from './boxes'

export interface View {
  k: number
  x: number
  y: number
}

export const SCALES: [number, number] = [0.12, 4]
const MARGIN = 16
/** A small picture isn't blown up further than this. */
const LARGEST_FIT = 1.35
/** A large one isn't made so small that nobody can read it; it is moved instead. */
const SMALLEST_FIT = 0.5

/** The view in which the whole box is seen, in the middle of what `besides` leaves free at the right and below. */
export function fit(box: Box, fullWidth: number, fullHeight: number, besides: [number, number] = [0, 0], smallest = SMALLEST_FIT, largest = LARGEST_FIT): View {
  const width = fullWidth - besides[0]
  const height = fullHeight - besides[1]
  const k = Math.max(
    smallest,
    Math.min(largest, (width - 2 * MARGIN) / (box.right - box.left || 1), (height - 2 * MARGIN) / (box.bottom - box.top || 1)),
  )
  return { k, x: width / 2 - (k * (box.left + box.right)) / 2, y: height / 2 - (k * (box.top + box.bottom)) / 2 }
}

/** The same view moved as little as possible, so that a place is seen. */
export function reveal(view: View, [x, y]: readonly [number, number], width: number, height: number, margin = 70): View {
  const inside = (at: number, most: number) => Math.min(Math.max(at, Math.min(margin, most / 2)), Math.max(most - margin, most / 2))
  const seenX = view.k * x + view.x
  const seenY = view.k * y + view.y
  return { ...view, x: view.x + inside(seenX, width) - seenX, y: view.y + inside(seenY, height) - seenY }
}
