// A place to the query part of an address, and back. What can't be understood of an address is passed over.

import { START, type Place, type Tab } from './place'

const TABS: Tab[] = ['graph', 'list', 'query']
const SIZES: Place['size'][] = ['degree', 'pagerank', 'betweenness', 'same']
const COLOURS: Place['colour'][] = ['class', 'community']
const LISTS = { ends: 'end', added: 'add', hidden: 'hide' } as const
const WITHOUT = { classes: 'no-class', relations: 'no-relation', statuses: 'no-status', speakers: 'no-speaker' } as const
const TEXTS = ['entity', 'fact', 'query', 'document', 'passage'] as const

/** The query part, with its question mark; empty at the start. */
export function toAddress(place: Place): string {
  const query = new URLSearchParams()
  if (place.tab !== START.tab) query.set('tab', place.tab)
  for (const name of TEXTS) {
    const value = place[name]
    if (value) query.set(name, value)
  }
  for (const [field, name] of entries(LISTS)) for (const value of place[field]) query.append(name, value)
  if (place.most !== undefined) query.set('nodes', String(place.most))
  if (place.connection > 0) query.set('connection', String(place.connection))
  for (const [entity, count] of Object.entries(place.expanded)) query.append('expand', `${count} ${entity}`)
  for (const [entity, [x, y]] of Object.entries(place.pinned)) query.append('pin', `${Math.round(x)} ${Math.round(y)} ${entity}`)
  for (const [field, name] of entries(WITHOUT)) for (const value of place.without[field]) query.append(name, value)
  if (place.size !== START.size) query.set('size', place.size)
  if (place.colour !== START.colour) query.set('colour', place.colour)
  const text = query.toString()
  return text ? `?${text}` : ''
}

export function fromAddress(text: string): Place {
  const query = new URLSearchParams(text)
  const place = structuredClone(START)
  place.tab = one(TABS, query.get('tab')) ?? START.tab
  for (const name of TEXTS) {
    const value = query.get(name)
    if (value) place[name] = value
  }
  for (const [field, name] of entries(LISTS)) place[field] = distinct(query.getAll(name))
  place.connection = count(query.get('connection')) ?? 0
  const most = count(query.get('nodes'))
  if (most !== undefined) place.most = most
  for (const value of query.getAll('expand')) {
    const [, number, entity] = /^(\d{1,4}) (.+)$/.exec(value) ?? []
    if (number && entity) place.expanded[entity] = Number(number)
  }
  for (const value of query.getAll('pin')) {
    const [, x, y, entity] = /^(-?\d{1,6}) (-?\d{1,6}) (.+)$/.exec(value) ?? []
    if (x && y && entity) place.pinned[entity] = [Number(x), Number(y)]
  }
  for (const [field, name] of entries(WITHOUT)) place.without[field] = distinct(query.getAll(name))
  place.size = one(SIZES, query.get('size')) ?? START.size
  place.colour = one(COLOURS, query.get('colour')) ?? START.colour
  return place
}

function entries<K extends string, V>(object: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(object) as [K, V][]
}

function one<T extends string>(known: T[], value: string | null): T | undefined {
  return known.find((other) => other === value)
}

function distinct(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))]
}

function count(value: string | null): number | undefined {
  return value !== null && /^\d{1,4}$/.test(value) ? Number(value) : undefined
}
