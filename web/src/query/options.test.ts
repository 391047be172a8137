import { describe, expect, it } from 'vitest'
import { fits, options } from './options'
import { prefixed, written } from './short'

const prefixes = new Map([['', 'https://x/id/'], ['wl', 'https://x/ns#'], ['x', 'https://x/']])
const vocabulary = {
  prefixes,
  classes: [{ type: 'uri' as const, value: 'https://x/ns#Post', label: 'post', count: 1 }],
  predicates: [{ type: 'uri' as const, value: 'https://x/ns#locatedIn', label: 'is located in', count: 1 }],
}
const labels = (spot: Parameters<typeof options>[0], typed: string) => options(spot, typed, vocabulary, ['?place', '?who']).map(({ label }) => label)

describe('what is offered', () => {
  it('fits the place', () => {
    expect(labels('predicate', 'loc')).toEqual(['wl:locatedIn'])
    expect(labels('predicate', 'wl:')).toEqual(['wl:locatedIn'])
    expect(labels('class', '')).toEqual(['wl:Post', '?place', '?who'])
    expect(labels('subject', '?')).toEqual(['?place', '?who'])
    expect(labels('subject', 'opt')).toEqual(['OPTIONAL'])
    expect(labels('prologue', 'sel')).toEqual(['SELECT', 'SELECT DISTINCT'])
    expect(labels('expression', 'str')).toContain('STRLEN')
    expect(labels('prefix', 'w')).toEqual(['wl:'])
    expect(labels('nothing', 'w')).toEqual([])
  })

  it('is found by its name too, whatever case and accents', () => {
    expect(labels('predicate', 'located')).toEqual(['wl:locatedIn'])
    expect(fits('ete', 'Été')).toBe(true)
    expect(fits('x', undefined)).toBe(false)
  })
})

describe('an address in a query', () => {
  it('is short where a prefix fits', () => {
    expect(prefixed('https://x/id/A.b', prefixes)).toBe(':A.b')
    expect(prefixed('https://x/ns#c', prefixes)).toBe('wl:c')
    expect(written('https://x/id/a b', prefixes)).toBe('<https://x/id/a b>')
    expect(written('https://x/id/a.', prefixes)).toBe('<https://x/id/a.>')
    expect(written('https://x/id/', prefixes)).toBe('<https://x/id/>')
  })
})
