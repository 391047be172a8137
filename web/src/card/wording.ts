// The words of a relation as somebody says, plans or thinks it: "worked in" becomes "is said to have worked in".

const LEADS: Record<string, string> = { planned: 'is to', opinion: 'is thought to' }
const SAID = 'is said to'

/** Past tenses that don't end in "ed", with their participles. */
const IRREGULAR: Record<string, string> = {
  became: 'become',
  began: 'begun',
  bought: 'bought',
  built: 'built',
  came: 'come',
  cut: 'cut',
  drew: 'drawn',
  fell: 'fallen',
  found: 'found',
  fought: 'fought',
  gave: 'given',
  got: 'got',
  grew: 'grown',
  had: 'had',
  held: 'held',
  kept: 'kept',
  knew: 'known',
  led: 'led',
  left: 'left',
  lent: 'lent',
  lost: 'lost',
  made: 'made',
  met: 'met',
  paid: 'paid',
  put: 'put',
  ran: 'run',
  rose: 'risen',
  said: 'said',
  saw: 'seen',
  sent: 'sent',
  set: 'set',
  sold: 'sold',
  spent: 'spent',
  spoke: 'spoken',
  stood: 'stood',
  taught: 'taught',
  told: 'told',
  took: 'taken',
  went: 'gone',
  won: 'won',
  wrote: 'written',
}

/** The words with the lead that a status asks for; as they are without a status. */
export function worded(relation: string, status: string | undefined): string {
  const phrase = spaced(relation)
  if (status === undefined) return phrase
  const lead = LEADS[status] ?? SAID
  const infinitive = toInfinitive(phrase, status === 'planned')
  if (infinitive === undefined) return `${status === 'planned' ? 'is planned' : status === 'opinion' ? 'is thought' : 'is said'}: ${phrase}`
  return lead.endsWith(' to') && infinitive.startsWith('not to ') ? `${lead.slice(0, -2)}${infinitive}` : `${lead} ${infinitive}`
}

/** "binds to" of "bindsTo", as relations without a name come. */
function spaced(relation: string): string {
  if (!/^[a-z]+\d*(?:[A-Z][a-z]*\d*)+$/.test(relation)) return relation
  return relation.replace(/[A-Z]+/g, (letters) => ` ${letters.length > 1 ? letters : letters.toLowerCase()}`)
}

/** What follows "to"; nothing where the words have no verb that is known. */
function toInfinitive(phrase: string, isPlan: boolean): string | undefined {
  const [verb = '', ...rest] = phrase.split(' ')
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : ''
  const have = isPlan ? '' : 'have '
  if ((verb === 'did' || verb === 'does') && rest[0] === 'not') {
    const after = ` ${rest.slice(1).join(' ')}`
    return verb === 'does' ? `not to${after}` : undefined
  }
  if (verb === 'is' || verb === 'are') return rest[0] === 'not' ? `not to be ${rest.slice(1).join(' ')}` : `be${tail}`
  if (verb === 'was' || verb === 'were') {
    const be = isPlan ? 'be' : 'have been'
    return rest[0] === 'not' ? `not to ${be} ${rest.slice(1).join(' ')}` : `${be}${tail}`
  }
  if (verb === 'has') return `have${tail}`
  if (!/^[a-z]+(-[a-z]+)*$/.test(verb)) return undefined
  if (/ed$/.test(verb) && rest.at(-1) === 'by') return `${isPlan ? 'be' : 'have been'} ${verb}${tail}`
  const participle = IRREGULAR[verb] ?? (/[a-z]{2}ed$/.test(verb) ? verb : undefined)
  if (participle !== undefined) return isPlan ? undefined : `${have}${participle}${tail}`
  const plain = withoutEnding(verb)
  return plain === undefined ? undefined : `${plain}${tail}`
}

/** "supports" to "support". */
function withoutEnding(verb: string): string | undefined {
  if (verb.endsWith('ies') && verb.length > 4) return `${verb.slice(0, -3)}y`
  if (/(ss|sh|ch|x|zz|[^aeiou]o)es$/.test(verb)) return verb.slice(0, -2)
  if (/[^s]s$/.test(verb) && verb.length > 3) return verb.slice(0, -1)
  return undefined
}
