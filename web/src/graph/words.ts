// Relations in words.

import type { GraphEdge, GraphNode } from './model'

/** A relation as a sentence, with what is to be known about it. */
export function spoken(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>): string {
  const name = (id: string) => nodes.get(id)?.label ?? id
  return `${name(edge.source)} ${edge.label} ${name(edge.target)}${aside(edge)}`
}

/** How sure a relation is and who says it, in brackets; nothing where there is nothing to say. */
export function aside({ asserted, statuses, speakers }: Pick<GraphEdge, 'asserted' | 'statuses' | 'speakers'>): string {
  const parts = [...(statuses.length > 0 ? statuses : asserted ? [] : ['not stated as a fact'])]
  if (speakers.length > 0) parts.push(`says ${speakers.join(', ')}`)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

export interface Sentence {
  id: string
  other: string
  otherName: string
  words: string
  isBackwards: boolean
  aside: string
}

/** The relations of a node, its own first. */
export function sentences(id: string, edges: GraphEdge[], nodes: ReadonlyMap<string, GraphNode>): Sentence[] {
  const own = edges.filter((edge) => edge.source === id).map((edge) => sentence(edge, edge.target, false, nodes))
  const others = edges.filter((edge) => edge.target === id && edge.source !== id).map((edge) => sentence(edge, edge.source, true, nodes))
  return [...own, ...others]
}

function sentence(edge: GraphEdge, other: string, isBackwards: boolean, nodes: ReadonlyMap<string, GraphNode>): Sentence {
  return { id: edge.id, other, otherName: nodes.get(other)?.label ?? other, words: edge.label, isBackwards, aside: aside(edge) }
}
