// Set by whoever asks for a connection's second end: its field takes the focus once. Not a part of the address, so a link
// that is opened takes no focus.
export const wanted = { second: false }
