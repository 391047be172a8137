import { expect, test } from 'vitest'
import { offsetsOf } from './offsets'

test.each(['', 'plain', '👍', '👍a', 'a👍', 'a👍b👩‍💻cä中𝒳', '\ud83d alone', '𝒳𝒳𝒳'])('code points of %j to units and back', (text) => {
  const letters = [...text]
  const { toUnits, toCodePoints } = offsetsOf(text)
  for (let at = 0; at <= letters.length; at += 1) {
    const units = letters.slice(0, at).join('').length
    expect(toUnits(at)).toBe(units)
    expect(toCodePoints(units)).toBe(at)
  }
})

test('an end behind the text is the end of the text', () => {
  expect(offsetsOf('ab').toUnits(9)).toBe(2)
})
