// The picture as a file: the drawing with its styles in it, without what only a pointer needs.

import type { Box } from './boxes'

const MARGIN = 24
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
]
const LEFT_OUT = '.reach, title, .edge-names.is-marked'

export interface Saved {
  text: string
  width: number
  height: number
}

/** The whole drawing as an SVG file, at its own size, however it is seen now. */
export function svgFile(svg: SVGSVGElement, bounds: Box, title: string): Saved {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const originals = svg.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, index) => carry(originals[index]!, element))
  for (const element of copy.querySelectorAll(LEFT_OUT)) element.remove()
  for (const element of [copy, ...copy.querySelectorAll('*')]) strip(element)
  const width = Math.ceil(bounds.right - bounds.left + 2 * MARGIN)
  const height = Math.ceil(bounds.bottom - bounds.top + 2 * MARGIN)
  const [x, y] = [bounds.left - MARGIN, bounds.top - MARGIN]
  set(copy, { xmlns: 'http://www.w3.org/2000/svg', viewBox: `${x} ${y} ${width} ${height}`, width, height, 'font-family': getComputedStyle(svg).fontFamily })
  copy.querySelector(':scope > g')?.removeAttribute('transform')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  set(ground, { x, y, width, height, fill: getComputedStyle(svg).backgroundColor })
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  name.textContent = title
  copy.prepend(name, ground)
  return { text: new XMLSerializer().serializeToString(copy), width, height }
}

/** The same as a bitmap, twice as fine; at most some 8,000 points wide or high. */
export async function pngFile({ text, width, height }: Saved): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const scale = Math.min(2, 8000 / Math.max(width, height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Hands a file to the person. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function carry(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  if (style.display === 'none') {
    to.setAttribute('display', 'none')
    return
  }
  for (const name of STYLES) {
    const value = style.getPropertyValue(name)
    if (value && value !== getComputedStyle(from.parentElement!).getPropertyValue(name)) to.setAttribute(name, value)
  }
}

function strip(element: Element): void {
  for (const { name } of [...element.attributes]) {
    if (/^(class|style|role|tabindex|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name)
  }
}

function set(element: Element, values: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value))
}
