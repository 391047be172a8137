// The place that the page shows now, its past, and the way back. The browser's own buttons go the same way.

import { fromAddress, toAddress } from './address'
import type { Place } from './place'

class Page {
  place: Place = $state.raw(fromAddress(location.search))
  /** How many steps back and forth there are. */
  private past: Place[] = $state.raw([])
  private future: Place[] = $state.raw([])

  constructor() {
    addEventListener('popstate', () => {
      this.place = fromAddress(location.search)
    })
  }

  get canUndo(): boolean {
    return this.past.length > 0
  }

  get canRedo(): boolean {
    return this.future.length > 0
  }

  /** Goes to another place: a step that can be undone, and an entry of the browser's history. */
  go(change: Partial<Place>): void {
    const next = { ...this.place, ...change }
    if (toAddress(next) === toAddress(this.place)) return
    this.past = [...this.past, this.place]
    this.future = []
    this.show(next)
  }

  /** Changes what is no step by itself, such as the letters of a query. */
  amend(change: Partial<Place>): void {
    this.place = { ...this.place, ...change }
    history.replaceState(null, '', toAddress(this.place) || location.pathname)
  }

  undo(): void {
    const last = this.past.at(-1)
    if (!last) return
    this.future = [this.place, ...this.future]
    this.past = this.past.slice(0, -1)
    this.show(last)
  }

  redo(): void {
    const next = this.future[0]
    if (!next) return
    this.past = [...this.past, this.place]
    this.future = this.future.slice(1)
    this.show(next)
  }

  private show(place: Place): void {
    this.place = place
    history.pushState(null, '', toAddress(place) || location.pathname)
  }
}

export const page = new Page()
