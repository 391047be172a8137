import { expect, test } from 'vitest'
import type { Fact, Step, Term } from '../api/types'
import { between, isChain, linksOf, pathsOf } from './steps'

const term = (value: string): Term => ({ type: 'uri', value, label: value })
const fact = (from: string, by: string, to: string, asserted: boolean): Fact => ({ subject: term(from), predicate: term(by), object: term(to), asserted, annotations: [] })
const step = (from: string, to: string, phrases: Step['phrases'] = [], facts: Fact[] = []): Step => ({ from: term(from), to: term(to), phrases, facts })

test('a step is read in the direction for which there are words', () => {
  const links = linksOf(
    step(
      'a',
      'b',
      [
        { text: 'owns', backwards: false },
        { text: 'praises', backwards: true },
        { text: 'leads', backwards: false },
      ],
      [fact('a', 'owns', 'b', true), fact('b', 'praises', 'a', true), fact('a', 'leads', 'b', true)],
    ),
  )
  expect(links.map(({ subject, words, object }) => `${subject.value} ${words} ${object.value}`)).toEqual(['a owns and leads b', 'b praises a'])
})

test('a participle gets its verb', () => {
  expect(linksOf(step('a', 'b', [{ text: 'founded by', backwards: false }], [fact('b', 'p', 'a', true)]))[0]?.words).toBe('was founded by')
})

test('what is only said is worded so, beside what is a fact', () => {
  const both = [fact('a', 'p', 'b', true), fact('b', 'q', 'a', false)]
  const phrases = [{ text: 'owns', backwards: false }, { text: 'is led by', backwards: false }]
  expect(linksOf(step('a', 'b', phrases, both))[0]?.words).toBe('owns and is said to be led by')
  expect(linksOf(step('a', 'b', [{ text: 'owns', backwards: false }], both))[0]?.words).toBe('is said to own')
})

test('a chain is one path, a net is its steps', () => {
  expect(pathsOf([step('a', 'b'), step('b', 'c')])).toEqual([['a', 'b', 'c']])
  const net = [step('a', 'b'), step('b', 'c'), step('b', 'd')]
  expect(isChain(net)).toBe(false)
  expect(pathsOf(net)).toEqual([['a', 'b'], ['b', 'c'], ['b', 'd']])
  expect(pathsOf([])).toEqual([])
})

test('what lies between has no ends in it', () => {
  expect(between([step('a', 'b'), step('b', 'c')], ['a', 'c']).map(({ value }) => value)).toEqual(['b'])
})
