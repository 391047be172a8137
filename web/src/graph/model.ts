// What is drawn, and how the answers of the server become that: several pictures as one.

import type { Picture } from '../api/types'

export interface GraphNode {
  id: string
  label: string
  classes: string[]
  statuses: string[]
  /** How many of the drawn edges end here. */
  degree: number
}

export interface GraphEdge {
  id: string
  source: string
  target: string
  predicate: string
  label: string
  asserted: boolean
  statuses: string[]
  speakers: string[]
}

export interface Drawn {
  nodes: GraphNode[]
  edges: GraphEdge[]
}

export const NOTHING: Drawn = { nodes: [], edges: [] }

/** A picture of the server with ids in place of places. */
export function fromPicture(picture: Picture): Drawn {
  const nodes = picture.nodes.map(({ id, label, classes, statuses }) => ({ id, label, classes, statuses, degree: 0 }))
  const edges: GraphEdge[] = []
  for (const { source, target, predicate, label, asserted, statuses, speakers } of picture.edges) {
    const from = nodes[source]?.id
    const to = nodes[target]?.id
    if (from === undefined || to === undefined) continue
    edges.push({ id: `${from} ${predicate} ${to}`, source: from, target: to, predicate, label, asserted, statuses, speakers })
  }
  return withDegrees({ nodes, edges })
}

/** Two drawings as one; what both have is taken from the first. */
export function merge(a: Drawn, b: Drawn): Drawn {
  const known = new Set(a.nodes.map((node) => node.id))
  const drawn = new Set(a.edges.map((edge) => edge.id))
  return withDegrees({
    nodes: [...a.nodes, ...b.nodes.filter((node) => !known.has(node.id))],
    edges: [...a.edges, ...b.edges.filter((edge) => !drawn.has(edge.id))],
  })
}

/** Only these nodes, and the edges between them. */
export function only(drawn: Drawn, isKept: (id: string) => boolean): Drawn {
  return withDegrees({
    nodes: drawn.nodes.filter((node) => isKept(node.id)),
    edges: drawn.edges.filter((edge) => isKept(edge.source) && isKept(edge.target)),
  })
}

/** The ids on the other ends of a node's edges. */
export function neighbours({ edges }: Drawn, id: string): Set<string> {
  const found = new Set<string>()
  for (const { source, target } of edges) {
    if (source === id) found.add(target)
    if (target === id) found.add(source)
  }
  found.delete(id)
  return found
}

export function withDegrees({ nodes, edges }: Drawn): Drawn {
  const degrees = new Map<string, number>()
  for (const { source, target } of edges) {
    degrees.set(source, (degrees.get(source) ?? 0) + 1)
    if (target !== source) degrees.set(target, (degrees.get(target) ?? 0) + 1)
  }
  return { nodes: nodes.map((node) => ({ ...node, degree: degrees.get(node.id) ?? 0 })), edges }
}
