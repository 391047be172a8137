import { describe, expect, test } from 'vitest'
import { worded } from './wording'

describe('the words of a relation', () => {
  test.each([
    ['worked in', undefined, 'worked in'],
    ['worked in', 'claimed', 'is said to have worked in'],
    ['knows', 'claimed', 'is said to know'],
    ['is located in', 'claimed', 'is said to be located in'],
    ['has the quality', 'claimed', 'is said to have the quality'],
    ['founded by', 'claimed', 'is said to have been founded by'],
    ['was achieved by', 'claimed', 'is said to have been achieved by'],
    ['was not achieved by', 'claimed', 'is said not to have been achieved by'],
    ['is not given to', 'claimed', 'is said not to be given to'],
    ['came to', 'claimed', 'is said to have come to'],
    ['drew attention away from', 'claimed', 'is said to have drawn attention away from'],
    ['goes without', 'claimed', 'is said to go without'],
    ['threatens the dominance of', 'opinion', 'is thought to threaten the dominance of'],
    ['supports', 'planned', 'is to support'],
    ['is supported by', 'planned', 'is to be supported by'],
    ['carries', 'planned', 'is to carry'],
    ['reaches', 'planned', 'is to reach'],
    ['causes', 'claimed', 'is said to cause'],
    ['does not own', 'claimed', 'is said not to own'],
    ['gründete', 'claimed', 'is said: gründete'],
    ['ist Teil von', 'planned', 'is planned: ist Teil von'],
    ['met with', 'planned', 'is planned: met with'],
    ['bindsTo', undefined, 'binds to'],
    ['bindsTo', 'claimed', 'is said to bind to'],
    ['hasDNA', undefined, 'has DNA'],
    ['supports', 'rumoured', 'is said to support'],
  ])('%s as %s', (phrase, status, words) => {
    expect(worded(phrase, status)).toBe(words)
  })
})
