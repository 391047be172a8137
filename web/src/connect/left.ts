// What the server left out of its answer, in the page's words: its own speak of the command line.

export interface LeftOut {
  texts: string[]
  /** Whether asking for more shows some of it. */
  hasMore: boolean
}

export function leftOut(sentences: string[]): LeftOut {
  let hasMore = false
  const texts = sentences.flatMap((sentence) => {
    if (sentence.includes('--count')) {
      hasMore = true
      return ['There are more connections, which tell less.']
    }
    return words(sentence)
  })
  return { texts: [...new Set(texts)], hasMore }
}

function words(sentence: string): string[] {
  const detours = /^(\d+) detours?/.exec(sentence)?.[1]
  if (detours === '1') return ['1 detour of these connections isn’t shown.']
  if (detours) return [`${detours} detours of these connections aren’t shown.`]
  const ways = /^ways behind the (\d+)/.exec(sentence)?.[1]
  if (ways) return [`Only the ${ways} shortest ways were looked at.`]
  const groups = /fall into (\d+) groups/.exec(sentence)?.[1]
  if (groups) return [`Nothing joins all of them: they fall into ${groups} groups.`]
  if (sentence.startsWith('every connection but')) return ['Of several entities only the shortest net between all of them is shown.']
  // Said by the page itself, where it has nothing to show.
  if (sentence.startsWith('there are no two')) return []
  const missing = /^(.*) is no node of the graph$/.exec(sentence)?.[1]
  if (missing) return [`${missing} stands in no fact that could join it.`]
  return [`Left out: ${sentence}.`]
}
