import { expect, test } from 'vitest'
import type { Annotation, Card, Fact, Term } from '../api/types'
import { readings, sentence, sourcesOf, spansOf, speakersOf } from './groups'

const uri = (name: string, label?: string): Term => ({ type: 'uri', value: `https://a.example/${name}`, ...(label && { label }) })
const annotation = (status: string, more: Partial<Annotation> = {}): Annotation => ({ reifier: uri('f'), status: [uri(status, status.toLowerCase())], ...more })
const fact = (object: string, asserted: boolean, annotations: Annotation[]): Fact => ({
  subject: uri('Li', 'Li'),
  predicate: uri('workedIn', 'worked in'),
  object: uri(object, object),
  asserted,
  annotations,
})

const card = (facts: Fact[], total = facts.length): Card => ({
  view: 'all',
  entity: uri('Li', 'Li'),
  names: [],
  outgoing: [{ predicate: uri('workedIn', 'worked in'), phrase: 'worked in', total, facts }],
  incoming: [{ predicate: uri('owns'), phrase: 'owned by', total: 1, facts: [fact('Li', true, [])] }],
})

test('what is so stands before what is said, and each has its words', () => {
  const read = readings(
    card([fact('A', false, [annotation('Claimed')]), fact('B', true, [annotation('Reported')]), fact('C', false, [annotation('Planned')])], 9),
  )
  expect(read.map(({ words, facts, total }) => [words, facts.map(({ other }) => other.label ?? other.value), total])).toEqual([
    ['worked in', ['B'], 1],
    ['is said to have worked in', ['A'], 1],
    ['is planned: worked in', ['C'], 7],
    ['owned by', ['Li'], 1],
  ])
  expect(new Set(read.map(({ key }) => key)).size).toBe(4)
})

test('words without a way back are read from the other end', () => {
  const turned = card([])
  turned.incoming![0]!.phrase = '← ownsAll'
  expect(readings(turned).map(({ words, isTurned }) => [words, isTurned])).toEqual([['owns all', true]])
})

test('what is not asserted and has no status is said', () => {
  expect(readings(card([fact('A', false, [])]))[0]?.words).toBe('is said to have worked in')
})

test('a fact is a sentence, even where its relation has no name', () => {
  expect(sentence(fact('A', false, [annotation('Opinion')])).words).toBe('is thought to have worked in')
  expect(sentence({ ...fact('A', true, []), predicate: uri('workedIn') }).words).toBe('worked in')
})

test('spans, speakers and sources stand once', () => {
  const span = { span: uri('e1'), words: 'x' }
  const both = [annotation('Claimed', { evidence: [span], said_by: [uri('Li')], source: [uri('d')] }), annotation('Reported', { evidence: [span], said_by: [uri('Li')] })]
  expect(spansOf(both)).toEqual([span])
  expect(speakersOf(both)).toEqual([uri('Li')])
  expect(sourcesOf([fact('A', true, both), fact('B', true, both)])).toEqual([uri('d')])
})
