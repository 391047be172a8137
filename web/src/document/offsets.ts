// Spans count code points, strings of JavaScript count units of UTF-16: the way from one to the other and back.

export interface Offsets {
  toUnits(codePoints: number): number
  toCodePoints(units: number): number
}

export function offsetsOf(text: string): Offsets {
  // The places behind the letters that take two units; most texts have few.
  const wide: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      at += 1
      wide.push(at + 1)
    }
  }
  return {
    toUnits(codePoints) {
      let low = 0
      let high = wide.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (wide[middle]! - (middle + 1) <= codePoints) low = middle + 1
        else high = middle
      }
      return Math.min(codePoints + low, text.length)
    },
    toCodePoints(units) {
      let low = 0
      let high = wide.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (wide[middle]! <= units) low = middle + 1
        else high = middle
      }
      return units - low
    },
  }
}
