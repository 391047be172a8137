import { expect, test } from 'vitest'
import type { Hit } from '../api/types'
import { isAddress, kindsOf, moved, otherName } from './hits'

const hit: Hit = {
  type: 'uri',
  value: 'https://a.example/SCMP',
  label: 'South China Morning Post',
  name: 'SCMP',
  matched: 'exact',
  classes: [{ type: 'uri', value: 'https://a.example/NewsOutlet', label: 'news outlet' }, { type: 'uri', value: 'https://a.example/Firm' }],
  degree: 1,
}

test('a hit tells what it is, and by which other name it was found', () => {
  expect(kindsOf(hit)).toBe('news outlet, Firm')
  expect(otherName(hit)).toBe('SCMP')
  expect(otherName({ ...hit, name: 'South China Morning Post' })).toBeUndefined()
})

test('the arrow keys go round', () => {
  expect(moved(undefined, 1, 3)).toBe(0)
  expect(moved(undefined, -1, 3)).toBe(2)
  expect(moved(2, 1, 3)).toBe(0)
  expect(moved(0, -1, 3)).toBe(2)
  expect(moved(0, 1, 0)).toBeUndefined()
})

test('an address or a short name is no text to search for', () => {
  expect(isAddress(':DeepSeek')).toBe(true)
  expect(isAddress('schema:Person')).toBe(true)
  expect(isAddress('https://a.example/x')).toBe(true)
  expect(isAddress('Black Myth: Wukong')).toBe(false)
  expect(isAddress('DeepSeek')).toBe(false)
})
