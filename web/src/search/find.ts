// Finds by name, and what looks like an address by that.

import { address, ask, RequestError, search } from '../api/client'
import type { Card, Hit } from '../api/types'
import { isAddress } from './hits'

export interface Found {
  text: string
  total: number
  hits: Hit[]
  nearest: string[]
}

export async function find(text: string, limit: number, signal: AbortSignal): Promise<Found> {
  const { total, hits } = await search(text, limit, signal)
  // The search finds what is near, too: only an address is worth a second question.
  if (hits.length > 0 || !isAddress(text)) return { text, total, hits, nearest: [] }
  try {
    const { entity, classes } = await named(text, signal)
    const hit: Hit = { ...entity, name: entity.label ?? text, matched: 'exact', classes: (classes ?? []).map(({ object }) => object), degree: 0 }
    return { text, total: 1, hits: [hit], nearest: [] }
  } catch (error) {
    if (error instanceof RequestError && error.problem.status < 500) return { text, total: 0, hits: [], nearest: error.problem.possible ?? [] }
    throw error
  }
}

async function named(text: string, signal: AbortSignal): Promise<Card> {
  const entity = /^https?:/i.test(text) ? `<${text}>` : text
  return (await (await ask(address('/api/v1/card', { entity, limit: 1 }), { signal })).json()) as Card
}
