// Out of the page: to the disk, to the clipboard.

import { ask } from '../api/client'
import type { Format } from './formats'

/** By POST, since a query may be longer than an address. */
export async function download(query: string, { name, ending }: Format): Promise<void> {
  const response = await ask('/sparql', { method: 'POST', body: new URLSearchParams({ query, format: name }) })
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = `answer.${ending}`
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Whether it is in the clipboard now: a page without HTTPS has the old way only. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyAsBefore(text)
  }
}

function copyAsBefore(text: string): boolean {
  const before = document.activeElement as HTMLElement | null
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'unseen'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  before?.focus()
  return isCopied
}
