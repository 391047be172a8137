// What the page shows, as one value. All of it stands in the address, so that whoever opens that sees the same.

export type Tab = 'graph' | 'list' | 'query'

export interface Place {
  tab: Tab
  /** The entity whose card is open. */
  entity?: string
  /** The reifier of the chosen fact. */
  fact?: string
  /** The entities whose connections are shown. */
  ends: string[]
  /** Which of the connections is lit; the first is 0. */
  connection: number
  /** How many entities the picture begins with; without it, as many as the screen has room for. */
  most?: number
  /** Entities that were brought into the picture, in order. */
  added: string[]
  /** Entities whose neighbours were brought in, and how many of them. */
  expanded: Record<string, number>
  hidden: string[]
  /** Places that a person chose, in the picture's own units. */
  pinned: Record<string, [number, number]>
  /** What is left out, by name. */
  without: { classes: string[]; relations: string[]; statuses: string[]; speakers: string[] }
  size: 'degree' | 'pagerank' | 'betweenness' | 'same'
  colour: 'class' | 'community'
  /** The text of the query. */
  query?: string
  /** The document that is open beside the graph. */
  document?: string
  /** Where the chosen sentence of the document begins, in code points. */
  passage?: string
}

export const START: Place = {
  tab: 'graph',
  ends: [],
  connection: 0,
  added: [],
  expanded: {},
  hidden: [],
  pinned: {},
  without: { classes: [], relations: [], statuses: [], speakers: [] },
  size: 'degree',
  colour: 'class',
}
