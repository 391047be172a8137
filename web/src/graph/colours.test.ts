import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classGroups, COLOURS } from './colours'
import { linear, luminance, oklab, seenBy } from './seen'

const css = readFileSync(new URL('./colours.css', import.meta.url), 'utf8')
const pairs = [...css.matchAll(/--c\d: light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, light, dark]) => [light!, dark!] as const)

describe.each([
  ['light', 0, '#ffffff'],
  ['dark', 1, '#14181b'],
] as const)('the %s colours', (_, place, ground) => {
  const colours = pairs.map((pair) => linear(pair[place]))

  it('are as many as there are groups', () => {
    expect(colours).toHaveLength(COLOURS)
  })

  it('stand out from the ground', () => {
    for (const colour of colours) {
      const [low, high] = [luminance(colour), luminance(linear(ground))].sort((a, b) => a - b)
      expect((high! + 0.05) / (low! + 0.05)).toBeGreaterThan(3)
    }
  })

  it.each(['all', 'protan', 'deutan', 'tritan'] as const)('differ for %s eyes', (eyes) => {
    const seen = colours.map((colour) => oklab(seenBy(eyes, colour)))
    for (const [i, a] of seen.entries()) {
      for (const b of seen.slice(i + 1)) expect(Math.hypot(...a.map((value, at) => value - b[at]!))).toBeGreaterThan(0.075)
    }
  })
})

describe('the groups', () => {
  const node = (kind: string, degree: number) => ({ id: `${kind}${degree}`, label: '', classes: [kind], statuses: [], degree })

  it('are the kinds with the most connections, and the rest as one', () => {
    const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((kind, i) => node(kind, i))
    const groups = classGroups(nodes)
    expect(groups.map(({ name }) => name)).toEqual(['i', 'h', 'g', 'f', 'e', 'd', 'c', 'other'])
    expect(groups.at(-1)).toMatchObject({ colour: COLOURS - 1, count: 2, members: ['b', 'a'] })
  })

  it('need no rest if there are few', () => {
    expect(classGroups([node('a', 1), { ...node('', 0), classes: [] }]).map(({ name }) => name)).toEqual(['a', 'of no kind'])
  })
})
