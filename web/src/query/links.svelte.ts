// The address of the page with an entity's card open, for links that open in another window too.

import { toAddress } from '../state/address'
import { page } from '../state/page.svelte'

class Links {
  // The query is long and the same for every link of a table.
  private base = $derived(toAddress({ ...page.place, entity: undefined, fact: undefined }))

  of(entity: string): string {
    return `${this.base}${this.base ? '&' : '?'}entity=${encodeURIComponent(entity)}`
  }
}

export const links = new Links()
