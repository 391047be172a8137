// SPARQL for the editor: its tree, its colours, its look.

import { HighlightStyle, LanguageSupport, LRLanguage, foldInside, foldNodeProp, indentNodeProp, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { styleTags, tags } from '@lezer/highlight'
import { parser } from './sparql.grammar'

const KEYWORDS =
  'A ADD ALL AS ASC ASK BASE BIND BY CLEAR CONSTRUCT COPY CREATE DATA DEFAULT DELETE DESC DESCRIBE DISTINCT DROP EXISTS FILTER FROM ' +
  'GRAPH GROUP HAVING IN INSERT INTO LIMIT LOAD MINUS MOVE NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR ' +
  'SERVICE SILENT TO UNDEF UNION USING VALUES VERSION WHERE WITH'

export const sparqlLanguage = LRLanguage.define({
  name: 'sparql',
  parser: parser.configure({
    props: [
      styleTags({
        [KEYWORDS]: tags.keyword,
        'TRUE FALSE': tags.bool,
        Word: tags.function(tags.name),
        Var: tags.variableName,
        'Iri PrefixedName BlankNode': tags.name,
        String: tags.string,
        'LangTag "^^"': tags.annotation,
        'Number SignedNumber': tags.number,
        Comment: tags.comment,
        '"<<" ">>" "<<(" ")>>" "{|" "|}" "~"': tags.annotation,
      }),
      indentNodeProp.add({
        'Group BlankNodeList Annotation': (context) => context.baseIndent + (/^\s*[}\]|]/.test(context.textAfter) ? 0 : context.unit),
      }),
      foldNodeProp.add({ Group: foldInside }),
    ],
  }),
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
})

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'light-dark(#7a3e9d, #cfa6ec)', fontWeight: '600' },
  { tag: [tags.bool, tags.number], color: 'light-dark(#8a4b08, #f0b46c)' },
  { tag: tags.function(tags.name), color: 'light-dark(#1f5fa8, #8ec1f7)' },
  { tag: tags.variableName, color: 'light-dark(#1a2225, #e8edee)', fontWeight: '600' },
  { tag: tags.name, color: 'var(--accent)' },
  { tag: tags.string, color: 'light-dark(#2f6b1f, #9fd48a)' },
  { tag: tags.annotation, color: 'light-dark(#8a2f5f, #f0a3cb)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
])

export const look = EditorView.theme({
  '&': { maxHeight: '38dvh', minHeight: '7rem', color: 'var(--ink)', backgroundColor: 'var(--ground)', fontSize: '0.875rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace', lineHeight: '1.5' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-cursor': { borderInlineStartColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'light-dark(#cfe6e9, #24505a) !important',
  },
  '.cm-placeholder': { color: 'var(--soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-ground)', outline: '1px solid var(--accent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--danger)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    boxShadow: '0 4px 16px rgb(0 0 0 / 20%)',
    maxWidth: 'min(36rem, 94vw)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.15rem 0.6rem', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--ink)', backgroundColor: 'var(--accent-ground)' },
  '.cm-completionDetail': { color: 'var(--soft)', fontStyle: 'normal', marginInlineStart: '1rem' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { padding: '0.4rem 0.6rem', maxWidth: '18rem', fontFamily: 'system-ui, sans-serif' },
  '.cm-diagnostic': { padding: '0.4rem 0.7rem', whiteSpace: 'pre-wrap', fontFamily: 'system-ui, sans-serif' },
  '.cm-diagnostic-error': { borderInlineStart: '3px solid var(--danger)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy light-dark(#a3261c, #ff9d92)',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--danger)' },
})

export const sparql = (): LanguageSupport => new LanguageSupport(sparqlLanguage, syntaxHighlighting(colours))
