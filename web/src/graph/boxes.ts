// The room that a node takes: its disc and the name under it.

import { wrapped } from './text'

export interface Shape {
  radius: number
  lines: string[]
  isCut: boolean
  size: number
  weight: number
  /** Half the width of disc and name, and how far they reach up and down from the disc's middle. */
  half: number
  up: number
  down: number
}

export const LINE = 1.2
/** Between the disc and its name. */
export const GAP = 3
const NAME_WIDTH = 124

export type Measure = (text: string, size: number, weight: number) => number

/** A node of an importance between 0 and 1. */
export function shapeOf(label: string, importance: number, measure: Measure): Shape {
  const radius = 5 + 12 * Math.sqrt(importance)
  const size = importance > 0.6 ? 15 : importance > 0.25 ? 13.5 : 12
  const weight = importance > 0.25 ? 600 : 400
  const { lines, width, isCut } = wrapped(label, NAME_WIDTH, (text) => measure(text, size, weight))
  return { radius, lines, isCut, size, weight, half: Math.max(radius, width / 2), up: radius, down: radius + GAP + lines.length * size * LINE }
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export function boxAt({ half, up, down }: Pick<Shape, 'half' | 'up' | 'down'>, x: number, y: number): Box {
  return { left: x - half, top: y - up, right: x + half, bottom: y + down }
}

export function overlap(a: Box, b: Box, gap = 0): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap
}

/** The box around all; nothing if there are none. */
export function around(boxes: Iterable<Box>): Box | undefined {
  let all: Box | undefined
  for (const { left, top, right, bottom } of boxes) {
    all = all
      ? { left: Math.min(all.left, left), top: Math.min(all.top, top), right: Math.max(all.right, right), bottom: Math.max(all.bottom, bottom) }
      : { left, top, right, bottom }
  }
  return all
}
