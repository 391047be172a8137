// How wide a text is, in the font in which it is drawn.

const context = document.createElement('canvas').getContext('2d')
const known = new Map<string, number>()
const family = () => getComputedStyle(document.documentElement).fontFamily

/** The width of a text in a size and weight of the page's font. */
export function textWidth(text: string, size: number, weight: number): number {
  const key = `${size} ${weight} ${text}`
  const before = known.get(key)
  if (before !== undefined) return before
  if (!context) return text.length * size * 0.6
  context.font = `${weight} ${size}px ${family()}`
  const width = context.measureText(text).width
  if (known.size > 20_000) known.clear()
  known.set(key, width)
  return width
}
