// What is left out of a drawing by class, relation, status or speaker, and what there is to choose from.

import type { Place } from '../state/place'
import { withDegrees, type Drawn, type GraphEdge } from './model'

export type Without = Place['without']
export type Facet = keyof Without

export interface Choice {
  name: string
  count: number
}

export const FACETS: [Facet, string][] = [
  ['classes', 'Kinds'],
  ['relations', 'Relations'],
  ['statuses', 'How sure'],
  ['speakers', 'Who says it'],
]

/** The drawing without what is hidden and filtered. Who loses all edges to a filter goes too, unless `keep` has them. */
export function filtered(drawn: Drawn, without: Without, hidden: string[], keep: Set<string>): Drawn {
  const gone = new Set(hidden)
  const nodes = drawn.nodes.filter(
    (node) => !gone.has(node.id) && (keep.has(node.id) || (!isAll(node.classes, without.classes) && !isAll(node.statuses, without.statuses))),
  )
  const there = new Set(nodes.map((node) => node.id))
  const between = drawn.edges.filter((edge) => there.has(edge.source) && there.has(edge.target))
  const edges = between.filter((edge) => !isLeftOut(edge, without))
  const before = ends(between)
  const after = ends(edges)
  return withDegrees({ nodes: nodes.filter((node) => keep.has(node.id) || after.has(node.id) || !before.has(node.id)), edges })
}

/** What can be left out, the most frequent first. What is left out now stays among the choices. */
export function choices(drawn: Drawn, without: Without): Record<Facet, Choice[]> {
  const { nodes, edges } = drawn
  return {
    classes: counted(nodes.map((node) => node.classes), without.classes),
    relations: counted(edges.map((edge) => [edge.label]), without.relations),
    statuses: counted([...nodes, ...edges].map((one) => one.statuses), without.statuses),
    speakers: counted(edges.map((edge) => edge.speakers), without.speakers),
  }
}

/** The same choice, turned round for some names: all of them out, or all of them in again. */
export function toggled(without: Without, facet: Facet, names: string[]): Without {
  const old = without[facet]
  const areOut = names.every((name) => old.includes(name))
  return { ...without, [facet]: areOut ? old.filter((name) => !names.includes(name)) : [...new Set([...old, ...names])] }
}

function isLeftOut(edge: GraphEdge, without: Without): boolean {
  return without.relations.includes(edge.label) || isAll(edge.statuses, without.statuses) || isAll(edge.speakers, without.speakers)
}

/** Whether there are names, and all of them are left out. */
function isAll(names: string[], out: string[]): boolean {
  return names.length > 0 && names.every((name) => out.includes(name))
}

function ends(edges: GraphEdge[]): Set<string> {
  return new Set(edges.flatMap((edge) => [edge.source, edge.target]))
}

function counted(lists: string[][], out: string[]): Choice[] {
  const counts = new Map<string, number>(out.map((name) => [name, 0]))
  for (const names of lists) for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}
