export type { CefError, CefEvent, CefExtensionField, CefHeader, CefResult } from './cef-event.ts'
export { startsCef } from './cef-start.ts'
export { parseCef } from './parse-cef.ts'
export { serialiseCef } from './serialise-cef.ts'
