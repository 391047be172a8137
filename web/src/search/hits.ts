// What a hit of the search says of itself.

import type { Hit } from '../api/types'
import { nameOf } from '../card/terms'

/** The kinds of a hit, in words. */
export function kindsOf(hit: Hit): string {
  return hit.classes.map(nameOf).join(', ')
}

/** The name that was found, if the hit is called otherwise. */
export function otherName(hit: Hit): string | undefined {
  return hit.name !== nameOf(hit) ? hit.name : undefined
}

/** Where the arrow keys go: from nothing to the first or the last, and round. */
export function moved(active: number | undefined, by: 1 | -1, count: number): number | undefined {
  if (count === 0) return undefined
  if (active === undefined) return by === 1 ? 0 : count - 1
  return (active + by + count) % count
}

/** Whether the text may be the address or the short name of something, which the search by names doesn't find. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) || /^:\S+$/.test(text)
}
