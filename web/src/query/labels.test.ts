import { describe, expect, it } from 'vitest'
import { best, namesQuery } from './labels'
import { parser } from './sparql.grammar'

const label = (iri: string, name: string, language?: string, by = 'http://www.w3.org/2000/01/rdf-schema#label') => ({ iri, name, language, by })

describe('the name of a thing', () => {
  it('is in the reader’s language, or in English', () => {
    const labels = [label('urn:a', '杭州', 'zh'), label('urn:a', 'Hangzhou', 'en'), label('urn:a', 'Hangzhou?', undefined)]
    expect(best(labels, 'zh-CN').get('urn:a')).toBe('杭州')
    expect(best(labels, 'de').get('urn:a')).toBe('Hangzhou')
    expect(best([label('urn:b', 'x', 'fr')], 'en').get('urn:b')).toBe('x')
  })

  it('is asked for in a query that no address can break out of', () => {
    const query = namesQuery(['urn:a', 'urn:b> } DROP'])
    expect(query).toContain('<urn:a>')
    expect(query).not.toContain('DROP')
    let wrong = 0
    parser.parse(query).iterate({ enter: ({ type }) => void (wrong += Number(type.isError)) })
    expect(wrong).toBe(0)
  })
})
