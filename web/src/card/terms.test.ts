import { expect, test } from 'vitest'
import type { Term } from '../api/types'
import { isElsewhere, isWeb, languageName, lastPart, nameOf, quoted, valueWords } from './terms'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const literal = (value: string, datatype?: string): Term => ({ type: 'literal', value, ...(datatype && { datatype: XSD + datatype }) })

test.each([
  ['2025-01-20', 'date', 'January 20, 2025'],
  ['2025-01-20T08:30:00Z', 'dateTime', 'January 20, 2025, 08:30'],
  ['--01-20', 'gMonthDay', 'January 20'],
  ['2025-03', 'gYearMonth', 'March 2025'],
  ['PT5M', 'duration', '5 minutes'],
  ['P1YT1H', 'duration', '1 year, 1 hour'],
  ['P1.5Y', 'duration', 'P1.5Y'],
  ['true', 'boolean', 'yes'],
  ['1234567', 'integer', '1,234,567'],
  ['2025', 'gYear', '2025'],
  ['-0044-03-15', 'date', '-0044-03-15'],
])('the value %s of %s', (value, datatype, words) => {
  expect(valueWords(literal(value, datatype))).toBe(words)
})

test('a thing without a name is called by its address', () => {
  expect(nameOf({ type: 'uri', value: 'https://a.example/id/Black_Myth' })).toBe('Black Myth')
  expect(nameOf({ type: 'uri', value: 'https://a.example/id/X', label: 'Ex' })).toBe('Ex')
  expect(lastPart('https://a.example/%E6%9D%AD/')).toBe('杭')
  expect(lastPart('https://a.example/%zz')).toBe('%zz')
  expect(lastPart('urn:x:y')).toBe('y')
})

test('only addresses of the web are links', () => {
  expect(isWeb('https://a.example/')).toBe(true)
  expect(isWeb('javascript:alert(1)')).toBe(false)
  expect(isWeb('data:text/html,x')).toBe(false)
  expect(isWeb(' https://a.example/')).toBe(false)
})

test('what has no name and another address leads out of the graph', () => {
  const beside: Term = { type: 'uri', value: 'https://a.example/id/A' }
  expect(isElsewhere({ type: 'uri', value: 'https://b.example/B' }, beside)).toBe(true)
  expect(isElsewhere({ type: 'uri', value: 'https://b.example/B', label: 'B' }, beside)).toBe(false)
  expect(isElsewhere({ type: 'uri', value: 'https://a.example/id/B' }, beside)).toBe(false)
  expect(isElsewhere({ type: 'uri', value: 'javascript:alert(1)' }, beside)).toBe(false)
})

test('languages have names', () => {
  expect(languageName('zh')).toBe('Chinese')
  expect(languageName('not a tag')).toBe('not a tag')
})

test('words are quoted once', () => {
  expect(quoted('said Du')).toBe('“said Du”')
  expect(quoted('"Zhejiang will," said Du')).toBe('"Zhejiang will," said Du')
})
