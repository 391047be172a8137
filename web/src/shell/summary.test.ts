import { expect, test } from 'vitest'
import type { PictureNode, Ranking } from '../api/types'
import { kindsOf, separator } from './summary'

const ranking = (...names: string[]): Ranking => ({
  by: 'degree',
  entities: names.length,
  top: names.map((name, at) => ({ type: 'uri', value: `https://a.example/${name}`, label: name, score: names.length - at })),
})
const node = (name: string, ...classes: string[]): PictureNode => ({ id: `https://a.example/${name}`, label: name, classes, statuses: [], attributes: [] })
const told = (kinds: ReturnType<typeof kindsOf>) => kinds.map(({ words, named }) => `${words}: ${named.map(({ name }) => name).join(' ')}`)

test('the best connected of the kinds that everybody knows', () => {
  const nodes = [node('P1', 'person'), node('P2', 'person'), node('C', 'company'), node('O', 'organization'), node('T', 'city'), node('F', 'field')]
  expect(told(kindsOf(ranking('F', 'O', 'C', 'P2', 'P1', 'T'), nodes))).toEqual(['the people: P2 P1', 'the company: C', 'the city: T'])
})

test('four of a kind at most', () => {
  const names = ['A', 'B', 'C', 'D', 'E']
  const kinds = kindsOf(ranking(...names, 'T'), [...names.map((name) => node(name, 'Person')), node('T', 'City')])
  expect(told(kinds)).toEqual(['the people: A B C D', 'the city: T'])
})

test('another graph names its best connected and what they are', () => {
  const nodes = [node('x', 'protein'), node('y', 'gene'), node('z', 'protein')]
  expect(told(kindsOf(ranking('x', 'y', 'z', 'w'), nodes))).toEqual(['protein: x z', 'gene: y', ': w'])
})

test('a list has commas and an "and"', () => {
  expect([0, 1, 2].map((at) => separator(at, 3))).toEqual(['', ', ', ' and '])
})
