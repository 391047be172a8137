// What the picture shows now, for every room of the page. It lives as long as the page: the list, the cards and the
// connections read it too.

import { communities, picture, rank, RequestError } from '../api/client'
import { asked, type Asked } from '../api/asked.svelte'
import { page } from '../state/page.svelte'
import { AROUND_ADDED, bring, companions } from './brought'
import { around as boxAround, boxAt, shapeOf, type Box, type Shape } from './boxes'
import { classGroups, COLOURS, type Group } from './colours'
import { choices, filtered } from './filter'
import { layout, pinned, type Places } from './layout'
import { textWidth } from './measure'
import { fromPicture, NOTHING, type Drawn, type GraphEdge, type GraphNode } from './model'
import { importance } from './sizes'

/** Never more are drawn at once: nobody reads a picture of more. */
export const MOST_DRAWN = 250
/** So many come with each step of “Show more” and “20 more”. */
export const MORE = { base: 40, around: 20 }

const AROUND_ASKED = 300

/** What a screen has room for. Few kinds of screens: who opens an address sees what the sender saw. */
const SCREEN =
  innerWidth >= 1100 ? { nodes: 80, ratio: 1.9 } : innerWidth >= 600 ? { nodes: 45, ratio: 1 } : { nodes: 18, ratio: 0.72 }

export interface Lit {
  ids: Set<string>
  /** Ids of edges. */
  edges: Set<string>
}

interface Grown {
  /** The drawing as it grew: the story first, then what came in with each step. */
  stages: Drawn[]
  total: number
}

interface Wish {
  most: number
  added: string[]
  expanded: [string, number][]
  looked: string[]
}

class Shown {
  private paths: string[][] = $state.raw([])
  private wish = $derived(
    JSON.stringify({
      most: Math.min(page.place.most ?? SCREEN.nodes, MOST_DRAWN),
      added: page.place.added,
      expanded: Object.entries(page.place.expanded),
      looked: [...page.place.ends, ...this.paths.flat(), ...(page.place.entity ? [page.place.entity] : [])],
    } satisfies Wish),
  )
  private grown!: { readonly now: Asked<Grown> }
  private ranked!: { readonly now: Asked<Map<string, number>> }
  private grouped!: { readonly now: Asked<{ name: string; size: number; ids: Set<string> }[]> }

  constructor() {
    $effect.root(() => {
      this.grown = asked(() => {
        const wish = JSON.parse(this.wish) as Wish
        return () => grow(wish)
      })
      this.ranked = asked(() => {
        const by = page.place.size
        if (by !== 'pagerank' && by !== 'betweenness') return undefined
        return async (signal) => new Map((await rank(by, 1000, signal)).top.map((one) => [one.value, one.score]))
      })
      this.grouped = asked(() => {
        if (page.place.colour !== 'community') return undefined
        return async (signal) =>
          (await communities(COLOURS - 1, 1000, signal)).groups.map(({ size, members }) => ({
            name: members[0]?.label ?? members[0]?.value ?? '',
            size,
            ids: new Set(members.map((member) => member.value)),
          }))
      })
    })
  }

  /** Whether the picture is there, is waited for, or failed. */
  get state(): Asked<Grown> {
    return this.grown.now
  }

  private stages: Drawn[] = $derived(value(this.grown.now)?.stages ?? [])
  /** All that came in, before anything is left out. */
  all: Drawn = $derived(this.stages.at(-1) ?? NOTHING)
  /** How many entities and statements the whole graph has. */
  total = $derived(value(this.grown.now)?.total ?? 0)
  private kept = $derived(new Set([...page.place.added, ...page.place.ends, ...(page.place.entity ? [page.place.entity] : [])]))
  private visible: Drawn = $derived(filtered(this.all, page.place.without, page.place.hidden, this.kept))
  nodes: GraphNode[] = $derived(this.visible.nodes)
  edges: GraphEdge[] = $derived(this.visible.edges)
  byId: ReadonlyMap<string, GraphNode> = $derived(new Map(this.nodes.map((node) => [node.id, node])))
  /** Where a keyboard enters the picture. */
  hub = $derived(this.nodes.reduce<GraphNode | undefined>((best, node) => (best && best.degree >= node.degree ? best : node), undefined)?.id)
  choices = $derived(choices(this.all, page.place.without))

  shapes: ReadonlyMap<string, Shape> = $derived.by(() => {
    const scores = value(this.ranked.now)
    const { size } = page.place
    const degrees = new Map(this.all.nodes.map(({ id, degree }) => [id, degree]))
    const score = (id: string) => (size === 'same' ? 0 : size === 'degree' ? degrees.get(id)! : (scores?.get(id) ?? 0))
    return shapesOf(this.all, importance([...degrees.keys()], score))
  })
  private free: Places = $derived(placesOf(this.stages))
  places: Places = $derived(pinned(this.free, this.shapes, page.place.pinned))
  boxes: ReadonlyMap<string, Box> = $derived(
    new Map(this.nodes.map(({ id }) => [id, boxAt(this.shapes.get(id)!, ...this.places.get(id)!)])),
  )
  bounds: Box | undefined = $derived(boxAround(this.boxes.values()))

  /** What the colours mean. */
  groups: Group[] = $derived.by(() => {
    const found = page.place.colour === 'community' ? value(this.grouped.now) : undefined
    if (!found) return classGroups(this.all.nodes)
    const groups = found.map(({ name, ids }, colour) => ({
      colour,
      name: `around ${name}`,
      count: this.all.nodes.filter((node) => ids.has(node.id)).length,
      members: [],
    }))
    const rest = this.all.nodes.filter((node) => !found.some(({ ids }) => ids.has(node.id))).length
    return [...groups, { colour: COLOURS - 1, name: 'other', count: rest, members: [] }].filter(({ count }) => count > 0)
  })
  private colours: ReadonlyMap<string, number> = $derived.by(() => {
    const found = page.place.colour === 'community' ? value(this.grouped.now) : undefined
    const byClass = new Map(this.groups.flatMap(({ colour, members }) => members.map((name) => [name, colour])))
    return new Map(
      this.all.nodes.map(({ id, classes }) => {
        const community = found?.findIndex(({ ids }) => ids.has(id)) ?? -1
        if (found) return [id, community < 0 ? COLOURS - 1 : community]
        return [id, byClass.get(classes[0] ?? 'of no kind') ?? COLOURS - 1]
      }),
    )
  })

  /** The number of a node's colour. */
  colour(id: string): number {
    return this.colours.get(id) ?? COLOURS - 1
  }

  /** The connection that is lit; nothing where none is. */
  lit: Lit | undefined = $derived.by(() => {
    if (this.paths.length === 0) return undefined
    const pairs = new Set(this.paths.flatMap((path) => path.slice(1).flatMap((id, i) => [`${path[i]} ${id}`, `${id} ${path[i]}`])))
    return {
      ids: new Set(this.paths.flat()),
      edges: new Set(this.edges.filter(({ source, target }) => pairs.has(`${source} ${target}`)).map(({ id }) => id)),
    }
  })

  /** Lights paths, each as the ids it goes through; none puts the light out. */
  light(ids: string[][]): void {
    if (JSON.stringify(ids) !== JSON.stringify(this.paths)) this.paths = ids
  }

  select(id: string): void {
    page.go({ entity: id, fact: undefined })
  }

  connect(id: string): void {
    const { ends } = page.place
    page.go({ ends: ends.includes(id) ? ends.filter((end) => end !== id) : [...ends, id], connection: 0 })
  }

  expand(id: string): void {
    const { expanded } = page.place
    page.go({ expanded: { ...expanded, [id]: (expanded[id] ?? 0) + MORE.around } })
  }

  collapse(id: string): void {
    const { [id]: _, ...expanded } = page.place.expanded
    page.go({ expanded })
  }

  hide(id: string): void {
    const { hidden, added, entity } = page.place
    page.go({ hidden: [...hidden, id], added: added.filter((one) => one !== id), entity: entity === id ? undefined : entity })
  }

  pin(id: string, place: readonly [number, number]): void {
    page.go({ pinned: { ...page.place.pinned, [id]: [Math.round(place[0]), Math.round(place[1])] } })
  }

  letGo(id: string): void {
    const { [id]: _, ...rest } = page.place.pinned
    page.go({ pinned: rest })
  }

  more(): void {
    page.go({ most: Math.min(MOST_DRAWN, Math.min(page.place.most ?? SCREEN.nodes, MOST_DRAWN) + MORE.base) })
  }
}

function value<T>(asked: Asked<T>): T | undefined {
  return asked.state === 'there' ? asked.value : asked.state === 'nothing' ? undefined : asked.before
}

// Answers are kept: going back and forth asks nothing anew.
const answers = new Map<string, Promise<{ drawn: Drawn; total: number } | undefined>>()

function kept(parameters: Record<string, string | number>): Promise<{ drawn: Drawn; total: number } | undefined> {
  const key = JSON.stringify(parameters)
  const before = answers.get(key)
  if (before) return before
  const answer = picture(parameters).then((found) => ({ drawn: fromPicture(found), total: found.nodes_total }))
  answers.set(key, answer)
  answer.catch(() => answers.delete(key))
  return answer
}

/** What is around an entity; nothing if the graph doesn't know it. */
export async function aroundOf(id: string): Promise<{ drawn: Drawn; total: number } | undefined> {
  try {
    return await kept({ entity: `<${id}>`, hops: 1, nodes: AROUND_ASKED })
  } catch (error) {
    if (error instanceof RequestError && error.problem.status < 500) return undefined
    throw error
  }
}

async function grow({ most, added, expanded, looked }: Wish): Promise<Grown> {
  const base = (await kept({ nodes: most }))!
  const stages = [base.drawn]
  const last = () => stages.at(-1)!
  const around = new Map(
    await Promise.all([...new Set([...added, ...expanded.map(([id]) => id), ...looked])].map(async (id) => [id, await needed(id)] as const)),
  )
  const step = (id: string, count: (drawn: Drawn) => number) => {
    const found = around.get(id)
    if (found) stages.push(bring(last(), found, id, count(found), MOST_DRAWN))
  }
  for (const id of added) step(id, () => AROUND_ADDED)
  for (const [id, count] of expanded) step(id, () => count)
  for (const id of looked) if (!last().nodes.some((node) => node.id === id)) step(id, (found) => companions(last(), found, id))
  return { stages, total: base.total }

  async function needed(id: string): Promise<Drawn | undefined> {
    const isThere = base.drawn.nodes.some((node) => node.id === id)
    if (isThere && !added.includes(id) && !expanded.some(([other]) => other === id)) return undefined
    return (await aroundOf(id))?.drawn
  }
}

function shapesOf(drawn: Drawn, importances: Map<string, number>): Map<string, Shape> {
  return new Map(drawn.nodes.map(({ id, label }) => [id, shapeOf(label, importances.get(id) ?? 0, textWidth)]))
}

// The places of earlier stages don't depend on later ones, so they are laid out once.
const laidOut = new WeakMap<Drawn, { before: Places | undefined; places: Places }>()

function placesOf(stages: Drawn[]): Places {
  let places: Places | undefined
  for (const stage of stages) {
    const known = laidOut.get(stage)
    if (known && known.before === places) {
      places = known.places
      continue
    }
    const before = places
    const degrees = new Map(stage.nodes.map(({ id, degree }) => [id, degree]))
    const shapes = shapesOf(stage, importance([...degrees.keys()], (id) => degrees.get(id)!))
    places = layout(stage, shapes, before ?? new Map(), SCREEN.ratio)
    laidOut.set(stage, { before, places })
  }
  return places ?? new Map()
}

export const shown = new Shown()
