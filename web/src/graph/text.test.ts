import { describe, expect, it } from 'vitest'
import { cut, wrapped } from './text'

const measure = (text: string) => [...text].length

describe('a name', () => {
  it('stays in one line if it fits', () => {
    expect(wrapped('Li Qiang', 10, measure)).toEqual({ lines: ['Li Qiang'], width: 8, isCut: false })
  })

  it('is broken where both lines are about equally long', () => {
    expect(wrapped('the South China Morning Post', 16, measure).lines).toEqual(['the South China', 'Morning Post'])
    expect(wrapped('one two three four', 12, measure).lines).toEqual(['one two', 'three four'])
  })

  it('is cut in its second line', () => {
    const name = wrapped('Zhang Zhiwei: the market now sees that', 14, measure)
    expect(name.lines).toEqual(['Zhang Zhiwei:', 'the market no…'])
    expect(name.isCut).toBe(true)
  })

  it('is cut within a word that is too long for a line', () => {
    expect(wrapped('Donaudampfschifffahrt', 10, measure).lines).toEqual(['Donaudamp…'])
  })

  it('is never cut within a character', () => {
    expect(cut('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 12, measure)).toBe('👩‍👩‍👧👩‍👩‍👧…')
  })

  it('may be empty', () => {
    expect(wrapped('', 10, measure).lines).toEqual([''])
  })
})
