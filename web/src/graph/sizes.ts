// How important a node is drawn, between 0 and 1.

/** Scores as shares of the highest. */
export function importance(ids: string[], score: (id: string) => number): Map<string, number> {
  const scores = ids.map((id) => Math.max(0, score(id)))
  const highest = Math.max(...scores, 0)
  return new Map(ids.map((id, index) => [id, highest > 0 ? scores[index]! / highest : 0.3]))
}
