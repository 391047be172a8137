// Asks the server. Nothing is asked twice at a time, and who goes away takes their question with them.

import type {
  Card,
  Communities,
  ExampleQuery,
  Neighbors,
  Picture,
  Prefix,
  ProblemDetails,
  Ranking,
  SearchAnswer,
  SourceDocument,
  WhyAnswer,
} from './types'

/** What the server answered instead: `problem` says it in a sentence. */
export class RequestError extends Error {
  constructor(readonly problem: ProblemDetails) {
    super(problem.detail)
  }
}

/** The server can't be reached. */
export class LostServer extends Error {
  constructor() {
    super('The server can’t be reached.')
  }
}

type Parameters = Record<string, string | number | string[] | undefined>

/** The address of an endpoint with its parameters. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** An answer, whatever its kind; an error is thrown. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new LostServer()
  }
  if (response.ok) return response
  const text = await response.text()
  let problem: ProblemDetails
  try {
    problem = JSON.parse(text) as ProblemDetails
  } catch {
    problem = { type: 'about:blank', title: response.statusText, status: response.status, detail: text || response.statusText }
  }
  throw new RequestError(problem)
}

async function json<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  const response = await ask(address(`/api/v1/${path}`, parameters), { signal: signal ?? null })
  return (await response.json()) as T
}

export const picture = (parameters: Parameters, signal?: AbortSignal) => json<Picture>('picture', parameters, signal)
export const card = (entity: string, signal?: AbortSignal) => json<Card>('card', { entity: `<${entity}>`, limit: 200 }, signal)
export const search = (q: string, limit: number, signal?: AbortSignal) => json<SearchAnswer>('entities', { q, limit }, signal)
export const neighbors = (entity: string, signal?: AbortSignal) => json<Neighbors>('neighbors', { entity: `<${entity}>` }, signal)
export const why = (entities: string[], count: number, signal?: AbortSignal) =>
  json<WhyAnswer>('why', { entity: entities.map((entity) => `<${entity}>`), count }, signal)
export const rank = (by: string, top: number, signal?: AbortSignal) => json<Ranking>('rank', { by, top, status: 'all' }, signal)
export const communities = (groups: number, members: number, signal?: AbortSignal) =>
  json<Communities>('communities', { groups, members, status: 'all' }, signal)
export const documents = (signal?: AbortSignal) => json<SourceDocument[]>('documents', {}, signal)
export const documentText = async (document: string, signal?: AbortSignal) =>
  json<SourceDocument & { text: string }>('document', { iri: `<${document}>` }, signal)
export const examples = () => json<ExampleQuery[]>('examples')
export const prefixes = () => json<Prefix[]>('prefixes')
