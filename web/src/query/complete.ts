// Completion by place: keywords, prefixes, classes and properties of the data, variables of the query, entities by name.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { search } from '../api/client'
import { nameOf } from '../card/terms'
import { options, type Option } from './options'
import { vocabulary } from './questions'
import { written } from './short'
import { spotAfter, type Spot } from './spot'
import { declared, tokens, type Token } from './tokens'

const ENTITIES = 12
const TAKES_ENTITIES: Spot[] = ['subject', 'object', 'expression']
const SILENT: Token['kind'][] = ['comment', 'string', 'number', 'tag']

export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const text = context.state.doc.toString()
  const before = tokens(text.slice(0, context.pos))
  const last = before.at(-1)
  const touches = last !== undefined && last.from + last.text.length === context.pos
  if (touches && SILENT.includes(last.kind)) return null
  const isWord = touches && (['var', 'name', 'word'].includes(last.kind) || last.text === '?' || last.text === '$')
  if (!isWord && !context.explicit) return null
  const typed = isWord ? last.text : ''
  const spot = spotAfter(isWord ? before.slice(0, -1) : before)
  const aborted = new AbortController()
  context.addEventListener('abort', () => aborted.abort(), { onDocChange: true })
  try {
    const known = await vocabulary()
    const prefixes = new Map([...known.prefixes, ...declared(text)])
    const found = options(spot, typed, { ...known, prefixes }, variables(text, context.pos))
    if (TAKES_ENTITIES.includes(spot)) found.push(...(await entities(typed, prefixes, aborted.signal)))
    if (found.length === 0 || (found.length === 1 && found[0]!.label === typed)) return null
    return { from: isWord ? last.from : context.pos, options: ranked(found, typed), filter: false }
  } catch {
    // Without the server nothing is offered; that it is lost is said elsewhere.
    return null
  }
}

/** Entities whose name has what is typed after the prefix. */
async function entities(typed: string, prefixes: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Option[]> {
  const colon = typed.indexOf(':')
  const name = typed.slice(colon + 1)
  const namespace = colon < 0 ? '' : prefixes.get(typed.slice(0, colon))
  if (name.length < 2 || namespace === undefined || typed.startsWith('?')) return []
  const { hits } = await search(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), ENTITIES, signal)
  return hits
    .filter(({ value, type }) => type === 'uri' && value.startsWith(namespace))
    .map((hit) => ({
      label: written(hit.value, prefixes),
      detail: [nameOf(hit), hit.classes[0] && nameOf(hit.classes[0])].filter(Boolean).join(', '),
      type: 'constant',
    }))
}

function variables(text: string, position: number): string[] {
  const found = tokens(text).filter(({ kind, from, text }) => kind === 'var' && from + text.length !== position)
  return [...new Set(found.map(({ text }) => text))]
}

function ranked(found: Option[], typed: string): Completion[] {
  const wanted = typed.toLowerCase()
  const first = (label: string) => (label.toLowerCase() === wanted ? 2 : wanted !== '' && label.toLowerCase().startsWith(wanted) ? 1 : 0)
  return found
    .map((option, at) => ({ option, at, score: first(option.label) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ option: { label, detail, info, type, apply } }) => ({
      label,
      type,
      ...(detail !== undefined && { detail }),
      ...(info !== undefined && { info }),
      ...(apply !== undefined && { apply }),
    }))
}
