// A text as paragraphs and sentences, and a sentence as pieces that are marked or not. All places are units of UTF-16.

export interface Range {
  start: number
  end: number
}

export interface Paragraph extends Range {
  sentences: Range[]
}

export function paragraphsOf(text: string, language = 'en'): Paragraph[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const found: Paragraph[] = []
  for (const { 0: paragraph, index } of text.matchAll(/\S(?:.|\r?\n(?!\s*\n))*/gu)) {
    const start = index
    const end = start + paragraph.trimEnd().length
    const sentences = [...segmenter.segment(text.slice(start, end))].map(({ index: at, segment }) => ({
      start: start + at,
      end: start + at + segment.length,
    }))
    found.push({ start, end, sentences })
  }
  return found
}

/** The range in pieces, each as a whole within the marks or outside of them. */
export function piecesOf(range: Range, marks: Range[]): (Range & { isMarked: boolean })[] {
  const cuts = new Set([range.start, range.end])
  for (const { start, end } of marks) for (const at of [start, end]) if (at > range.start && at < range.end) cuts.add(at)
  const order = [...cuts].sort((a, b) => a - b)
  const pieces: (Range & { isMarked: boolean })[] = []
  order.slice(1).forEach((end, at) => {
    const start = order[at]!
    const isMarked = marks.some((mark) => mark.start <= start && mark.end >= end)
    const last = pieces.at(-1)
    if (last?.isMarked === isMarked) last.end = end
    else pieces.push({ start, end, isMarked })
  })
  return pieces
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end
}
