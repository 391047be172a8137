// What a term is called where no name is given, and how a value reads.

import type { Term } from '../api/types'

const XSD = 'http://www.w3.org/2001/XMLSchema#'
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** The name of a term, or the part of its address that says most. */
export function nameOf(term: Term): string {
  if (term.label) return term.label
  if (term.type === 'literal') return valueWords(term)
  if (term.type === 'bnode') return 'something without a name'
  if (term.type === 'triple') return 'a fact'
  return lastPart(term.value)
}

/** "BlackMyth" of "https://westlake.example/id/BlackMyth". */
export function lastPart(address: string): string {
  const part = /([^/#:]+)[/#]*$/.exec(address)?.[1] ?? address
  try {
    return decodeURIComponent(part).replaceAll('_', ' ')
  } catch {
    return part
  }
}

/** A value as one says it. */
export function valueWords({ value, datatype }: Term): string {
  switch (datatype) {
    case `${XSD}date`:
    case `${XSD}dateTime`: {
      const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(value) ?? []
      return year ? `${MONTHS[Number(month) - 1] ?? month} ${Number(day)}, ${year}${time ? `, ${time}` : ''}` : value
    }
    case `${XSD}gYearMonth`: {
      const [, year, month] = /^(\d{4})-(\d\d)$/.exec(value) ?? []
      return year ? `${MONTHS[Number(month) - 1] ?? month} ${year}` : value
    }
    case `${XSD}gMonthDay`: {
      const [, month, day] = /^--(\d\d)-(\d\d)$/.exec(value) ?? []
      return month ? `${MONTHS[Number(month) - 1] ?? month} ${Number(day)}` : value
    }
    case `${XSD}gMonth`:
      return MONTHS[Number(/^--(\d\d)$/.exec(value)?.[1]) - 1] ?? value
    case `${XSD}duration`:
      return durationWords(value)
    case `${XSD}boolean`:
      return value === 'true' || value === '1' ? 'yes' : 'no'
    case `${XSD}integer`:
      return /^\d{5,15}$/.test(value) ? Number(value).toLocaleString('en') : value
    default:
      return value
  }
}

function durationWords(value: string): string {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value)
  if (!parts) return value
  const words = ['year', 'month', 'day', 'hour', 'minute', 'second'].flatMap((unit, at) => {
    const count = Number(parts[at + 1] ?? 0)
    return count > 0 ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : []
  })
  return words.join(', ') || value
}

/** Words in quotation marks, unless they have some of their own at either end. */
export function quoted(words: string): string {
  return /^["“”„«']|["“”»']$/u.test(words.trim()) ? words : `“${words}”`
}

/** Whether an address may be a link: nothing that could run as code. */
export function isWeb(address: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(address)
}

/** Whether a term leads out of the graph: it has no name in it and no address like its neighbour's. */
export function isElsewhere(term: Term, beside: Term): boolean {
  if (term.type !== 'uri' || term.label || !isWeb(term.value)) return false
  return namespaceOf(term.value) !== namespaceOf(beside.value)
}

function namespaceOf(address: string): string {
  return address.replace(/[^/#]*$/, '')
}

/** "Chinese" of "zh"; the tag itself where it is not known. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
