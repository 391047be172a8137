import { expect, it } from 'vitest'
import { fit, reveal } from './view'

const box = { left: -100, top: -50, right: 300, bottom: 150 }

it('puts the whole picture in the middle', () => {
  const { k, x, y } = fit(box, 432, 432)
  expect([k, k * 100 + x, k * 50 + y]).toEqual([1, 216, 216])
})

it('makes nothing so small or large that it can’t be read', () => {
  expect(fit(box, 100, 100).k).toBe(0.5)
  expect(fit(box, 9000, 9000).k).toBe(1.35)
})

it('moves only as far as needed to show a place', () => {
  const view = { k: 1, x: 0, y: 0 }
  expect(reveal(view, [200, 200], 400, 400)).toEqual(view)
  expect(reveal(view, [500, 200], 400, 400)).toEqual({ k: 1, x: -170, y: 0 })
})
