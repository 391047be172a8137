// The answers of the JSON API that the page reads, as /api/openapi.json describes them.

/** An RDF term with the name under which it is shown. */
export interface Term {
  type: 'uri' | 'bnode' | 'literal' | 'triple'
  value: string
  label?: string
  'xml:lang'?: string
  datatype?: string
}

/** A span of a document. `words` are there where the server has the document. */
export interface Evidence {
  span: Term
  document?: Term
  document_sha256?: string
  /** In code points, the end exclusive. */
  start?: number
  end?: number
  sha256?: string
  verdict?: 'unchecked' | 'verified' | 'wrong'
  words?: string
  /** What is wrong, where something is. */
  problem?: string
}

/** One reifier of a triple: who says it, how sure it is, and where. */
export interface Annotation {
  reifier: Term
  status?: Term[]
  said_by?: Term[]
  source?: Term[]
  /** By which rule a derived fact follows. */
  rule?: Term[]
  derived_from?: Fact[]
  evidence?: Evidence[]
  [other: string]: unknown
}

/** A triple that is asserted, or that somebody states. */
export interface Fact {
  subject: Term
  predicate: Term
  object: Term
  asserted: boolean
  annotations: Annotation[]
}

export interface FactGroup {
  predicate: Term
  /** What stands before the objects: "founded". */
  phrase: string
  total: number
  facts: Fact[]
}

/** What somebody says in one piece: its facts and their common origin. */
export interface Statement {
  contents: Fact[]
  annotation: Annotation
}

export interface Statements {
  total: number
  statements: Statement[]
}

export interface Card {
  view: string
  entity: Term
  short?: string
  names: { value: string; language?: string }[]
  classes?: Fact[]
  descriptions?: string[]
  /** What the entity says, if it is a fact or statement itself. */
  contents?: Fact[]
  annotation?: Annotation
  outgoing?: FactGroup[]
  incoming?: FactGroup[]
  statements_by?: Statements
  statements_about?: Statements
  /** How many facts name it as their source or evidence. */
  cited_by?: number
  [other: string]: unknown
}

export interface Attribute {
  name: string
  value: string
}

export interface PictureNode {
  id: string
  label: string
  classes: string[]
  statuses: string[]
  attributes: Attribute[]
}

export interface PictureEdge {
  /** Places among the nodes. */
  source: number
  target: number
  predicate: string
  label: string
  asserted: boolean
  statuses: string[]
  speakers: string[]
  attributes: Attribute[]
}

export interface Picture {
  view: string
  nodes_total: number
  edges_total: number
  nodes: PictureNode[]
  edges: PictureEdge[]
}

export interface Hit extends Term {
  /** The name that matched. */
  name: string
  matched: string
  classes: Term[]
  degree: number
}

export interface SearchAnswer {
  text: string
  total: number
  hits: Hit[]
}

export interface Step {
  from: Term
  to: Term
  phrases: { text: string; backwards: boolean }[]
  facts: Fact[]
}

export interface WhyAnswer {
  view: string
  entities: Term[]
  connections: { cost: number; steps: Step[] }[]
  left_out: string[]
}

export interface Neighbors {
  view: string
  entity: Term
  is_node: boolean
  groups: { hops: number; total: number; steps: Step[] }[]
}

export interface Ranking {
  by: string
  entities: number
  top: (Term & { score: number })[]
}

export interface Communities {
  total: number
  modularity: number
  groups: { size: number; members: Term[] }[]
}

export interface SourceDocument extends Term {
  length?: number
  sha256?: string
  is_same: boolean
}

export interface ExampleQuery {
  name: string
  question: string
  answer: string
  query: string
}

export interface Prefix {
  prefix: string
  namespace: string
}

export interface Mistake {
  message: string
  /** Both from 1, in code points. */
  line: number
  column: number
  /** Column after the last wrong character of the line. */
  end?: number
  help?: string | null
}

/** RFC 9457. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail: string
  possible?: string[]
  mistakes?: Mistake[]
}
