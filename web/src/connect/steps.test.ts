import { expect, test } from 'vitest'
import type { Fact, Step, Term } from '../api/types'
import { between, isChain, linksOf, pathsOf } from './steps'

const term = (value: string): Term => ({ type: 'uri', value, label: value })
const fact = (asserted: boolean): Fact => ({ subject: term('a'), predicate: term('p'), object: term('b'), asserted, annotations: [] })
const step = (from: string, to: string, phrases: Step['phrases'] = [], facts: Fact[] = [fact(true)]): Step => ({ from: term(from), to: term(to), phrases, facts })

test('a step is read in the direction for which there are words', () => {
  const links = linksOf(
    step('a', 'b', [
      { text: 'owns', backwards: false },
      { text: 'praises', backwards: true },
      { text: 'leads', backwards: false },
    ]),
  )
  expect(links.map(({ subject, words, object }) => `${subject.value} ${words} ${object.value}`)).toEqual(['a owns and leads b', 'b praises a'])
})

test('a step is only said where none of its facts is asserted', () => {
  expect(linksOf(step('a', 'b', [{ text: 'x', backwards: false }], [fact(false), fact(true)]))[0]?.isOnlySaid).toBe(false)
  expect(linksOf(step('a', 'b', [{ text: 'x', backwards: false }], [fact(false)]))[0]?.isOnlySaid).toBe(true)
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
