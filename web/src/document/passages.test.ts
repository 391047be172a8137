import { expect, test } from 'vitest'
import { overlaps, paragraphsOf, piecesOf } from './passages'

test('a text falls into paragraphs and sentences, and nothing but space is lost', () => {
  const text = 'Log In\n\nIt has said so. "Quite," he added.\nNext line\n \n  Last – 你好。再见。\n'
  const found = paragraphsOf(text)
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['Log In', 'It has said so. "Quite," he added.\nNext line', 'Last – 你好。再见。'])
  expect(found[1]?.sentences.map(({ start, end }) => text.slice(start, end))).toEqual(['It has said so. ', '"Quite," he added.\n', 'Next line'])
  expect(found[2]?.sentences).toHaveLength(2)
  expect(paragraphsOf(' \n ')).toEqual([])
})

test('line ends of any kind part paragraphs', () => {
  expect(paragraphsOf('a\r\n\r\nb\r\nc')).toHaveLength(2)
})

test('marks cut a sentence into pieces, also where they overlap or go beyond it', () => {
  const pieces = (marks: [number, number][]) =>
    piecesOf({ start: 10, end: 20 }, marks.map(([start, end]) => ({ start, end }))).map(({ start, end, isMarked }) => [start, end, isMarked])
  expect(pieces([])).toEqual([[10, 20, false]])
  expect(pieces([[0, 50]])).toEqual([[10, 20, true]])
  expect(pieces([[12, 15], [14, 18]])).toEqual([[10, 12, false], [12, 18, true], [18, 20, false]])
  expect(pieces([[18, 25]])).toEqual([[10, 18, false], [18, 20, true]])
  expect(pieces([[20, 25]])).toEqual([[10, 20, false]])
})

test('what only touches does not overlap', () => {
  expect(overlaps({ start: 0, end: 5 }, { start: 5, end: 6 })).toBe(false)
  expect(overlaps({ start: 0, end: 5 }, { start: 4, end: 6 })).toBe(true)
})
