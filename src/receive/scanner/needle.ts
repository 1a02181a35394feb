/**
 * A text that a frame must hold, in any of the forms in which formats carry it, for the frame to be worth reading.
 * `value-start` holds only where a value can begin: right after a byte that no host or path is made of.
 */
export type Needle = { readonly text: string; readonly at: 'anywhere' | 'value-start' }
