// The best connected of a graph, as a sentence names them.

import type { PictureNode, Ranking } from '../api/types'
import { nameOf } from '../card/terms'

export interface Named {
  id: string
  name: string
}

export interface Kind {
  /** What stands before the names: "the companies". */
  words: string
  named: Named[]
}

/** What everybody has an idea of, under the names that classes commonly have. */
const FAMILIAR: { names: string[]; one: string; several: string }[] = [
  { names: ['person', 'human', 'people'], one: 'the person', several: 'the people' },
  { names: ['company', 'corporation', 'business', 'organization', 'organisation'], one: 'the company', several: 'the companies' },
  { names: ['city', 'town'], one: 'the city', several: 'the cities' },
]
const EACH = 4
const OTHERS = 7

/** The best connected people, companies and cities; in a graph with fewer than two of these kinds, the best connected of all. */
export function kindsOf(ranking: Ranking, nodes: PictureNode[]): Kind[] {
  const classes = new Map(nodes.map((node) => [node.id, node.classes]))
  const isOf = (id: string, names: string[]) => (classes.get(id) ?? []).some((name) => names.includes(name.toLowerCase()))
  const kinds = FAMILIAR.flatMap(({ names, one, several }) => {
    const named = best(ranking, names)
    return named.length > 0 ? [{ words: named.length === 1 ? one : several, named }] : []
  })
  return kinds.length > 1 ? kinds : ofAll(ranking, classes)

  /** Those of the first of the names that the graph uses: "organization" counts only where nothing is called a company. */
  function best({ top }: Ranking, names: string[]): Named[] {
    const used = names.find((name) => top.some(({ value }) => isOf(value, [name])))
    if (!used) return []
    return top.filter(({ value }) => isOf(value, [used])).slice(0, EACH).map((term) => ({ id: term.value, name: nameOf(term) }))
  }
}

/** The best connected, those of a class together. */
function ofAll({ top }: Ranking, classes: Map<string, string[]>): Kind[] {
  const byClass = new Map<string, Named[]>()
  for (const term of top.filter(({ type }) => type === 'uri').slice(0, OTHERS)) {
    const words = classes.get(term.value)?.[0] ?? ''
    byClass.set(words, [...(byClass.get(words) ?? []), { id: term.value, name: nameOf(term) }])
  }
  return [...byClass].map(([words, named]) => ({ words, named }))
}

/** What stands between the names of a list: commas, and "and" before the last. */
export function separator(at: number, count: number): string {
  return at === 0 ? '' : at === count - 1 ? ' and ' : ', '
}
