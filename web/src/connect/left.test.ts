import { expect, test } from 'vitest'
import { leftOut } from './left'

test('more connections are offered, not explained by the command line', () => {
  const { texts, hasMore } = leftOut([
    'further connections, from a cost of 18.3 on: --count shows more',
    'connections that cost more than 5.0, twice what the first one costs and 5: a --count above 5 shows them',
    '57 detours, which pass every node of a connection that is shown',
    '1 detour, which pass every node of a connection that is shown',
  ])
  expect(hasMore).toBe(true)
  expect(texts).toEqual([
    'There are more connections, which tell less.',
    '57 detours of these connections aren’t shown.',
    '1 detour of these connections isn’t shown.',
  ])
})

test('the rest is said in the words of the page', () => {
  expect(leftOut(['nothing joins all of them: they fall into 2 groups', 'ways behind the 200 cheapest'])).toEqual({
    texts: ['Nothing joins all of them: they fall into 2 groups.', 'Only the 200 shortest ways were looked at.'],
    hasMore: false,
  })
  expect(leftOut(['there are no two different entities to connect']).texts).toEqual([])
  expect(leftOut(['something new']).texts).toEqual(['Left out: something new.'])
})
