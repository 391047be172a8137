import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parser } from './sparql.grammar'

const QUERIES = new URL('../../../queries/', import.meta.url)

/** What the tree has that isn’t of the language, as the text there. */
function wrong(text: string): string[] {
  const found: string[] = []
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) found.push(`${node.from}: ${text.slice(node.from, node.to + 10)}`)
    },
  })
  return found
}

/** The texts of the nodes of a kind. */
function nodes(text: string, name: string): string[] {
  const found: string[] = []
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.name === name) found.push(text.slice(node.from, node.to))
    },
  })
  return found
}

describe('the grammar', () => {
  it.each(readdirSync(QUERIES).filter((name) => name.endsWith('.rq')))('takes %s', (name) => {
    expect(wrong(readFileSync(new URL(name, QUERIES), 'utf8'))).toEqual([])
  })

  it.each([
    'SELECT * { ?s ?p ?o }',
    'select distinct ?s (count(distinct ?o) as ?n) from <urn:g> from named <urn:h> where { ?s ?p ?o . } group by ?s (str(?p) as ?t) having (count(?o) > 1) order by desc(?n) ?s limit 5 offset 10',
    'VERSION "1.2" BASE <http://a/> PREFIX a.b: <x> PREFIX : <#> ASK { a.b:c.d :e-f :%20\\~ . }',
    'SELECT * { ?s ?p <<( ?a :b "c" )>> . <<( :a :b <<( :c :d :e )>> )>> ?x ?y }',
    'SELECT * { << ?a :b ?c >> :says ?d . << << :a :b :c ~ :r >> :d ?e ~ _:f >> a :G ; :h 1 . << ?a :b ?c ~ >> . }',
    'SELECT * { ?a :b ?c ~ ?r {| :d ?e ; :f << ?g :h ?i >> |} , ?j {| a :K |} . ?x :y ?z ~ ~ :r }',
    'SELECT * { ?s ?p "a"@en--ltr, "b"@ar-EG--rtl, \'c\', """d "" e\n""", \'\'\'f\'\'\', "1"^^xsd:int, "\\"" }',
    'SELECT * { FILTER(?a<?b&&?c>?d&&?e<=<urn:f>) }',
    'SELECT * { FILTER(?a<?b) ?c <urn:d> ?e }',
    'SELECT * { ?a :b/^:c|!(:d|^:e|a)/(:f+/:g*)?|^(:h/:i) ?j . ?k !a ?l ; !() ?m . ?n :o+ -5 ; :p +1.5e3 , .5 , 5. }',
    'SELECT * { FILTER(?a+1>-?b*2 - -3 && ?c IN (1, "x") && ?d NOT IN () && !?e) }',
    'SELECT * { FILTER EXISTS { ?a ?b ?c } FILTER NOT EXISTS { ?d ?e ?f } FILTER regex(?g, "^h", "i") FILTER <urn:f>(?i) }',
    'SELECT * { BIND(<<( ?s ?p ?o )>> AS ?t) BIND(TRIPLE(?s, ?p, ?o) AS ?u) FILTER(isTRIPLE(?t)) BIND(IF(BOUND(?x), 1, NOW()) AS ?v) }',
    'SELECT * { { ?a ?b ?c } UNION { ?d ?e ?f } . MINUS { ?g ?h ?i } GRAPH ?j { ?k ?l ?m } SERVICE SILENT <urn:n> { } OPTIONAL { { SELECT ?o { ?o ?p ?q } } } }',
    'SELECT * { VALUES ?x { 1 -2 "a"@en true <urn:b> :c UNDEF <<( :a :b :c )>> } VALUES (?y ?z) { (1 UNDEF) () } } VALUES () { }',
    'SELECT (GROUP_CONCAT(DISTINCT ?a ; SEPARATOR = ", ") AS ?b) (COUNT(*) AS ?n) { [] ?p [ a :B ; :c () , (1 [ :d ?e ]) ] . [ :f ?g ] . }',
    'CONSTRUCT { ?a :b [ :c ?d ] } FROM :e WHERE { ?a ?b ?d } LIMIT 1',
    'CONSTRUCT WHERE { ?a ?b ?c . }',
    'DESCRIBE <urn:a> ?b :c { ?b ?d ?e }',
    'DESCRIBE :a',
    '# only a comment',
    '',
    'SELECT ?größe ?名前 { ?größe schema:名前 "😀" . :a·b ?名前 $x } # ok',
    'INSERT DATA { :a :b :c . GRAPH :g { :d :e :f ~ :r {| :h 1 |} } } ; PREFIX x: <y> DELETE WHERE { ?a ?b ?c } ;',
    'WITH :g DELETE { ?a ?b ?c } INSERT { ?a ?b ?d } USING :h USING NAMED :i WHERE { ?a ?b ?c }',
    'LOAD SILENT <a> INTO GRAPH <b> ; CLEAR ALL ; DROP SILENT GRAPH :g ; CREATE GRAPH :h ; ADD :a TO DEFAULT ; MOVE GRAPH :b TO :c ; COPY DEFAULT TO GRAPH :d',
  ])('takes %s', (text) => {
    expect(wrong(text)).toEqual([])
  })

  it('marks what is wrong near its place and goes on', () => {
    const text = 'SELECT * { ?a ?b . ?c :d ?e } ORDER ?c'
    expect(wrong(text).length).toBeGreaterThan(0)
    expect(nodes(text, 'Var')).toEqual(['?a', '?b', '?c', '?e', '?c'])
  })

  it('tells a comparison from an address', () => {
    expect(nodes('SELECT * { FILTER(?a<?b && ?c>?d) ?x <urn:y> ?z }', 'Iri')).toEqual(['<urn:y>'])
    expect(nodes('SELECT * { ?x a:b.c :d. }', 'PrefixedName')).toEqual(['a:b.c', ':d'])
  })
})
