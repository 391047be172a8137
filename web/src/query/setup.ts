// The editor’s parts.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, acceptCompletion, insertBracket } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { linter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import { LostServer } from '../api/client'
import { server } from '../shell/server.svelte'
import { complete } from './complete'
import { look, sparql } from './language'
import { rangeOf, words } from './positions'
import { check } from './questions'

const CHECK_AFTER_MS = 500

interface Wishes {
  changed(text: string): void
  run(): void
}

export function setup({ changed, run }: Wishes): Extension {
  return [
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    sparql(),
    look,
    EditorView.lineWrapping,
    placeholder('SELECT … WHERE { … }'),
    autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
    linter(mistakes(), { delay: CHECK_AFTER_MS }),
    EditorView.domEventHandlers({ beforeinput: replaced }),
    keymap.of([
      { key: 'Mod-Enter', run: () => (run(), true) },
      // Only while something is offered: else Tab leaves the editor, as it does everywhere.
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...historyKeymap,
      ...lintKeymap,
      ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({ 'aria-label': 'Query in SPARQL', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString())
    }),
  ]
}

/**
 * Chromium keeps the look of the text that is typed over in a style attribute, which the page’s policy forbids and reports. So
 * the text is replaced before Chromium does it.
 */
function replaced(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || !event.data || view.composing || view.state.selection.main.empty) return false
  const { state } = view
  view.dispatch(insertBracket(state, event.data) ?? state.update(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true }))
  event.preventDefault()
  return true
}

function mistakes(): (view: EditorView) => Promise<Diagnostic[]> {
  let last: AbortController | undefined
  return async (view) => {
    last?.abort()
    last = new AbortController()
    const document = view.state.doc
    if (!document.toString().trim()) return []
    try {
      const found = await check(document.toString(), last.signal)
      return found.map((mistake) => ({ ...rangeOf(document, mistake), severity: 'error', message: words(mistake) }))
    } catch (error) {
      if (error instanceof LostServer) server.notes(error)
      return []
    }
  }
}
