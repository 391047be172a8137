// Which node lies next in a direction: what an arrow key goes to.

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

const WAYS: Record<Arrow, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function isArrow(key: string): key is Arrow {
  return Object.hasOwn(WAYS, key)
}

/** The nearest place in a quarter of the circle; what lies aside counts as twice as far. */
export function nearestTo(from: string, arrow: Arrow, places: Iterable<[string, readonly [number, number]]>): string | undefined {
  const all = [...places]
  const start = all.find(([id]) => id === from)?.[1]
  if (!start) return all[0]?.[0]
  const [wx, wy] = WAYS[arrow]
  let best: { id: string; cost: number } | undefined
  for (const [id, [x, y]] of all) {
    const ahead = (x - start[0]) * wx + (y - start[1]) * wy
    const aside = Math.abs((x - start[0]) * wy) + Math.abs((y - start[1]) * wx)
    if (id === from || ahead <= 0 || aside > ahead * 1.2) continue
    const cost = ahead + 2 * aside
    if (!best || cost < best.cost) best = { id, cost }
  }
  return best?.id
}
