// Which colour a node has. The colours themselves stand in colours.css.

import type { GraphNode } from './model'

/** The last one is for whatever has none of its own. */
export const COLOURS = 8

export interface Group {
  colour: number
  name: string
  count: number
  /** The classes that are drawn in it. */
  members: string[]
}

/** The classes as groups: those with the most connections have a colour each, the others one together. */
export function classGroups(nodes: GraphNode[]): Group[] {
  const counts = new Map<string, number>()
  const weights = new Map<string, number>()
  for (const node of nodes) {
    const name = mainClass(node)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    weights.set(name, (weights.get(name) ?? 0) + node.degree)
  }
  const order = [...counts].sort((a, b) => weights.get(b[0])! - weights.get(a[0])! || a[0].localeCompare(b[0]))
  const own = order.length <= COLOURS ? order : order.slice(0, COLOURS - 1)
  const rest = order.slice(own.length)
  const groups = own.map(([name, count], colour) => ({ colour, name, count, members: [name] }))
  if (rest.length > 0) {
    groups.push({ colour: COLOURS - 1, name: 'other', count: rest.reduce((sum, [, count]) => sum + count, 0), members: rest.map(([name]) => name) })
  }
  return groups
}

export function mainClass(node: GraphNode): string {
  return node.classes[0] ?? 'of no kind'
}
