// The rows in view of a table of any length.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer, type VirtualItem } from '@tanstack/virtual-core'

const ROW_HEIGHT = 35
const BEYOND = 8
/** A browser shows nothing below some 30 million pixels. */
export const MOST_ROWS = 500_000

export class Window {
  items: VirtualItem[] = $state.raw([])
  total = $state(0)
  private virtual: Virtualizer<HTMLElement, HTMLTableRowElement>
  private count = 0
  private scroller: HTMLElement | null = null

  constructor() {
    this.virtual = new Virtualizer<HTMLElement, HTMLTableRowElement>(this.options())
  }

  private options() {
    return {
      count: this.count,
      getScrollElement: () => this.scroller,
      estimateSize: () => ROW_HEIGHT,
      overscan: BEYOND,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.read(),
    }
  }

  private read(): void {
    this.items = this.virtual.getVirtualItems()
    this.total = this.virtual.getTotalSize()
  }

  /** Begins at the top with so many rows. */
  show(count: number): void {
    this.count = count
    this.virtual.setOptions(this.options())
    this.virtual.measure()
    this.virtual._willUpdate()
    this.scroller?.scrollTo({ top: 0 })
    this.read()
  }

  mount = (scroller: HTMLElement): (() => void) => {
    this.scroller = scroller
    const stop = this.virtual._didMount()
    this.virtual._willUpdate()
    this.read()
    return () => {
      stop()
      this.scroller = null
    }
  }

  measure = (row: HTMLTableRowElement): void => {
    this.virtual.measureElement(row)
  }

  bringIntoView(row: number): void {
    this.virtual.scrollToIndex(row, { align: 'auto' })
  }
}
