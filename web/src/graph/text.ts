// Names in at most two lines: where a name is broken, and where it is cut.

export interface Name {
  lines: string[]
  width: number
  isCut: boolean
}

const ELLIPSIS = '…'

/** A name in at most two lines of about `most` units, the breaks where they leave the lines about equally long. */
export function wrapped(text: string, most: number, measure: (text: string) => number): Name {
  const name = text.trim().replace(/\s+/gu, ' ')
  if (measure(name) <= most) return line([name], false, measure)
  const words = name.split(' ')
  let best: { at: number; width: number } | undefined
  for (let at = 1; at < words.length; at += 1) {
    const width = Math.max(measure(words.slice(0, at).join(' ')), measure(words.slice(at).join(' ')))
    if (width <= most && (!best || width < best.width)) best = { at, width }
  }
  if (best) return line([words.slice(0, best.at).join(' '), words.slice(best.at).join(' ')], false, measure)
  return cutOff(words, most, measure)
}

function cutOff(words: string[], most: number, measure: (text: string) => number): Name {
  let at = 1
  while (at < words.length && measure(words.slice(0, at + 1).join(' ')) <= most) at += 1
  const first = words.slice(0, at).join(' ')
  if (measure(first) > most) return line([cut(words.join(' '), most, measure)], true, measure)
  return line([first, cut(words.slice(at).join(' '), most, measure)], true, measure)
}

/** As much of a text as fits, with dots; whole characters as a reader sees them. */
export function cut(text: string, most: number, measure: (text: string) => number): string {
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map((one) => one.segment)
  let low = 0
  let high = letters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measure(letters.slice(0, middle).join('').trimEnd() + ELLIPSIS) <= most) low = middle
    else high = middle - 1
  }
  return low === letters.length ? text : letters.slice(0, low).join('').trimEnd() + ELLIPSIS
}

function line(lines: string[], isCut: boolean, measure: (text: string) => number): Name {
  return { lines, width: Math.max(...lines.map(measure)), isCut }
}
