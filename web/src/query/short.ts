// An address as a prefixed name, which is what a query has.

const LOCAL = /^[\p{L}\d_](?:[\p{L}\p{M}\d_-]|\.+(?=[\p{L}\d_-]))*$/u

/** `wl:founded`; nothing where no prefix fits. */
export function prefixed(iri: string, prefixes: ReadonlyMap<string, string>): string | undefined {
  let best: { prefix: string; length: number } | undefined
  for (const [prefix, namespace] of prefixes) {
    if (namespace && iri.startsWith(namespace) && namespace.length > (best?.length ?? 0) && LOCAL.test(iri.slice(namespace.length)))
      best = { prefix, length: namespace.length }
  }
  return best && `${best.prefix}:${iri.slice(best.length)}`
}

export function written(iri: string, prefixes: ReadonlyMap<string, string>): string {
  return prefixed(iri, prefixes) ?? `<${iri}>`
}
