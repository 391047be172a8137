import { describe, expect, it } from 'vitest'
import { choices, filtered, toggled, type Without } from './filter'
import { withDegrees, type Drawn, type GraphEdge } from './model'

const ALL: Without = { classes: [], relations: [], statuses: [], speakers: [] }
const node = (id: string, ...classes: string[]) => ({ id, label: id, classes, statuses: [] as string[], degree: 0 })
const edge = (source: string, target: string, more: Partial<GraphEdge> = {}): GraphEdge => ({
  id: `${source} ${target}`,
  source,
  target,
  predicate: 'p',
  label: 'knows',
  asserted: true,
  statuses: [],
  speakers: [],
  ...more,
})
const drawn: Drawn = withDegrees({
  nodes: [node('ann', 'person'), node('bob', 'person', 'author'), node('inc', 'company'), node('alone', 'field')],
  edges: [edge('ann', 'bob'), edge('bob', 'inc', { label: 'founded', asserted: false, statuses: ['claimed', 'reported'], speakers: ['ann'] })],
})
const ids = (without: Partial<Without>, hidden: string[] = [], keep: string[] = []) =>
  filtered(drawn, { ...ALL, ...without }, hidden, new Set(keep)).nodes.map(({ id }) => id)

describe('a filter', () => {
  it('leaves all in at the start', () => {
    expect(filtered(drawn, ALL, [], new Set())).toEqual(drawn)
  })

  it('leaves out who is only of kinds that are left out', () => {
    expect(ids({ classes: ['person'] })).toEqual(['bob', 'inc', 'alone'])
  })

  it('leaves out who has lost all relations, but not who had none', () => {
    expect(ids({ relations: ['founded'] })).toEqual(['ann', 'bob', 'alone'])
    expect(ids({ speakers: ['ann'] }, [], ['inc'])).toEqual(['ann', 'bob', 'inc', 'alone'])
  })

  it('keeps a relation for which one status is left', () => {
    expect(ids({ statuses: ['claimed'] })).toContain('inc')
    expect(ids({ statuses: ['claimed', 'reported'] })).not.toContain('inc')
  })

  it('hides, and counts the rest anew', () => {
    const rest = filtered(drawn, ALL, ['bob'], new Set(['bob']))
    expect(rest.nodes.map(({ id, degree }) => [id, degree])).toEqual([['ann', 0], ['inc', 0], ['alone', 0]])
  })

  it('counts what there is to choose, with what is left out', () => {
    expect(choices(drawn, { ...ALL, relations: ['gone'] }).relations).toEqual([
      { name: 'founded', count: 1 },
      { name: 'knows', count: 1 },
      { name: 'gone', count: 0 },
    ])
  })

  it('turns a group round as one', () => {
    const out = toggled(ALL, 'classes', ['a', 'b'])
    expect(out.classes).toEqual(['a', 'b'])
    expect(toggled({ ...ALL, classes: ['a'] }, 'classes', ['a', 'b']).classes).toEqual(['a', 'b'])
    expect(toggled(out, 'classes', ['a', 'b']).classes).toEqual([])
  })
})
