import { describe, expect, it } from 'vitest'
import { fromAddress, toAddress } from './address'
import { START, type Place } from './place'

describe('a place in the address', () => {
  it('is nothing at the start', () => {
    expect(toAddress(START)).toBe('')
    expect(fromAddress('')).toEqual(START)
  })

  it('comes back as it was', () => {
    const place: Place = {
      tab: 'query',
      entity: 'https://example.com/a?b=1&c=ü#d',
      fact: 'https://example.com/f1',
      ends: ['urn:a', 'urn:b'],
      connection: 2,
      most: 120,
      added: ['urn:c'],
      expanded: { 'urn:hub with space': 20 },
      hidden: ['urn:d'],
      pinned: { 'urn:a': [-12, 340] },
      without: { classes: ['field'], relations: ['is in'], statuses: ['claimed'], speakers: ['“x”'] },
      size: 'pagerank',
      colour: 'community',
      query: 'SELECT * {\n  ?s ?p "é & = +" }',
      document: 'urn:doc',
    }
    expect(fromAddress(toAddress(place))).toEqual(place)
  })

  it('passes over what it can’t understand', () => {
    expect(fromAddress('?tab=x&expand=a&pin=1+b&connection=-1&size=big&other=1&end=&end=urn:a&end=urn:a')).toEqual({
      ...START,
      ends: ['urn:a'],
    })
  })
})
