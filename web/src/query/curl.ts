// The question as a command that gives the same answer.

/** As one word of a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

export function curl(origin: string, query: string, format: string): string {
  return `curl -s ${quoted(`${origin}/sparql`)} -d format=${quoted(format)} --data-urlencode ${quoted(`query=${query}`)}`
}
